dnl SPDX-License-Identifier: GPL-2.0-or-later
dnl AX_SLURM: the installed Slurm: public headers, version, libslurm and the
dnl directory of its own plugins.
dnl Sets slurm_public (yes, or no and why), slurm_version, slurm_header and
dnl slurm_lib; substitutes SLURM_CPPFLAGS, SLURM_LIBS, SLURM_PLUGINDIR.

AC_DEFUN([AX_SLURM], [
	AC_ARG_WITH([slurm],
		[AS_HELP_STRING([--with-slurm=PREFIX],
			[where Slurm is installed @<:@the system's@:>@;
			--without-slurm builds the core and freehold only])],
		[], [with_slurm=yes])
	AC_ARG_WITH([slurm-plugindir],
		[AS_HELP_STRING([--with-slurm-plugindir=DIR],
			[the directory of Slurm's own plugins @<:@found@:>@])],
		[], [with_slurm_plugindir=])
	slurm_version=
	slurm_header=
	slurm_lib="no: no Slurm"
	AS_CASE([$with_slurm],
		[no], [slurm_public="no: --without-slurm"],
		[_AX_SLURM_HEADERS])
	AS_IF([test "$slurm_public" = yes], [
		_AX_SLURM_VERSION
		_AX_SLURM_LIB
		_AX_SLURM_PLUGINDIR
	])
	SLURM_PLUGINDIR=$with_slurm_plugindir
	AC_SUBST([SLURM_CPPFLAGS])
	AC_SUBST([SLURM_LIBS])
	AC_SUBST([SLURM_PLUGINDIR])
	AC_SUBST([SLURM_VERSION], [$slurm_version])
])

dnl -isystem: Slurm's headers are not ours to warn about.
AC_DEFUN([_AX_SLURM_HEADERS], [
	AS_IF([test "$with_slurm" != yes], [
		AS_IF([test -f "$with_slurm/include/slurm/spank.h"], [],
			[AC_MSG_ERROR([no slurm/spank.h in $with_slurm/include])])
		SLURM_CPPFLAGS="-isystem $with_slurm/include"
		SLURM_LIBS="-L$with_slurm/lib"
	])
	ax_slurm_save=$CPPFLAGS
	CPPFLAGS="$CPPFLAGS $SLURM_CPPFLAGS"
	AC_CHECK_HEADERS([slurm/spank.h slurm/slurmdb.h],
		[slurm_public=yes],
		[slurm_public="no: slurm/spank.h was not found"; break])
	CPPFLAGS=$ax_slurm_save
])

AC_DEFUN([_AX_SLURM_VERSION], [
	ax_slurm_save=$CPPFLAGS
	CPPFLAGS="$CPPFLAGS $SLURM_CPPFLAGS"
	AC_MSG_CHECKING([which Slurm headers the compiler takes])
	AC_COMPUTE_INT([ax_slurm_number], [SLURM_VERSION_NUMBER],
		[@%:@include <slurm/slurm_version.h>],
		[AC_MSG_ERROR([slurm/slurm_version.h has no version])])
	slurm_header=`echo '@%:@include <slurm/slurm_version.h>' |
		$CC $CPPFLAGS -M -xc - 2>/dev/null | tr ' ' '\n' |
		$SED -n 's,/slurm_version\.h$,,p'`
	CPPFLAGS=$ax_slurm_save
	slurm_version=`printf '%d.%02d.%d' \
		$((ax_slurm_number >> 16 & 255)) \
		$((ax_slurm_number >> 8 & 255)) \
		$((ax_slurm_number & 255))`
	AC_MSG_RESULT([$slurm_header, $slurm_version])
])

AC_DEFUN([_AX_SLURM_LIB], [
	ax_slurm_save=$LIBS
	LIBS="$SLURM_LIBS -lslurm $LIBS"
	AC_MSG_CHECKING([for slurmdb_jobs_get in -lslurm])
	AC_LINK_IFELSE(
		[AC_LANG_CALL([], [slurmdb_jobs_get])],
		[slurm_lib=yes; SLURM_LIBS="$SLURM_LIBS -lslurm"],
		[slurm_lib="no: libslurm does not link"])
	AC_MSG_RESULT([$slurm_lib])
	LIBS=$ax_slurm_save
])

dnl Slurm tells nobody its PluginDir before it runs, so it is looked for by
dnl the plugin that the select plugin delegates to.
AC_DEFUN([_AX_SLURM_PLUGINDIR], [
	AC_MSG_CHECKING([for the directory of Slurm's plugins])
	AS_IF([test "$with_slurm" = yes], [
		ax_slurm_arch=`$CC -print-multiarch 2>/dev/null`
		ax_slurm_roots="/usr/lib/$ax_slurm_arch /usr/lib64 /usr/lib"
		ax_slurm_roots="$ax_slurm_roots /usr/local/lib"
	], [ax_slurm_roots="$with_slurm/lib64 $with_slurm/lib"])
	for ax_slurm_dir in $ax_slurm_roots; do
		for ax_slurm_name in slurm-wlm slurm; do
			AS_IF([test -z "$with_slurm_plugindir" && test -f \
			"$ax_slurm_dir/$ax_slurm_name/select_cons_tres.so"],
			[with_slurm_plugindir=$ax_slurm_dir/$ax_slurm_name])
		done
	done
	AC_MSG_RESULT([${with_slurm_plugindir:-none found}])
])
