dnl SPDX-License-Identifier: GPL-2.0-or-later
dnl How the compiler is run: warnings always; errors, sanitizers and
dnl coverage when asked. All of it goes to FH_CFLAGS, never to the user's
dnl CFLAGS.

AC_DEFUN([AX_WARNINGS], [
	AC_ARG_ENABLE([werror],
		[AS_HELP_STRING([--enable-werror],
			[treat compiler warnings as errors])],
		[], [enable_werror=no])
	FH_CFLAGS="-Wall -Wextra -Wshadow -Wstrict-prototypes"
	FH_CFLAGS="$FH_CFLAGS -Wmissing-prototypes -Wformat-security -Wvla"
	AS_IF([test "$enable_werror" = yes], [FH_CFLAGS="$FH_CFLAGS -Werror"])
	AC_SUBST([FH_CFLAGS])
])

AC_DEFUN([AX_SANITIZERS], [
	AC_ARG_ENABLE([sanitizers],
		[AS_HELP_STRING([--enable-sanitizers],
			[build with ASan and UBSan; for make check, not for
			daemons])],
		[], [enable_sanitizers=no])
	AS_IF([test "$enable_sanitizers" = yes], [
		FH_CFLAGS="$FH_CFLAGS -g -fsanitize=address,undefined"
		FH_CFLAGS="$FH_CFLAGS -fno-sanitize-recover=undefined"
		FH_CFLAGS="$FH_CFLAGS -fno-omit-frame-pointer"
	])
])

AC_DEFUN([AX_COVERAGE], [
	AC_ARG_ENABLE([coverage],
		[AS_HELP_STRING([--enable-coverage],
			[build for gcov])],
		[], [enable_coverage=no])
	AS_IF([test "$enable_coverage" = yes],
		[FH_CFLAGS="$FH_CFLAGS -O0 --coverage"])
])
