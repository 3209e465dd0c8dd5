dnl SPDX-License-Identifier: GPL-2.0-or-later
dnl AX_SLURM_SRC: Slurm's private headers, as contribs/slurm-headers leaves
dnl them. A plugin built from another version's headers crashes slurmctld, so
dnl a difference to the installed Slurm stops configure.
dnl Sets slurm_private (yes, or no and why); substitutes SLURM_SRC_DIR and
dnl SLURM_PRIVATE_CPPFLAGS.

AC_DEFUN([AX_SLURM_SRC], [
	AC_REQUIRE([AX_SLURM])
	AC_ARG_WITH([slurm-src],
		[AS_HELP_STRING([--with-slurm-src=DIR],
			[Slurm's private headers, made by
			contribs/slurm-headers @<:@SRCDIR/build/slurm-headers@:>@])],
		[], [with_slurm_src=default])
	SLURM_SRC_DIR=
	AS_IF([test "$slurm_public" != yes], [slurm_private=$slurm_public],
		[test "$with_slurm_src" = no],
		[slurm_private="no: --without-slurm-src"],
		[_AX_SLURM_SRC_FIND])
	AS_IF([test "$slurm_private" = yes], [_AX_SLURM_SRC_VERSION])
	AC_SUBST([SLURM_SRC_DIR])
	AC_SUBST([SLURM_PRIVATE_CPPFLAGS])
])

AC_DEFUN([_AX_SLURM_SRC_FIND], [
	AC_MSG_CHECKING([for Slurm's private headers])
	ax_slurm_src=$with_slurm_src
	AS_CASE([$with_slurm_src],
		[default|yes], [ax_slurm_src=$srcdir/build/slurm-headers])
	AS_IF([test -f "$ax_slurm_src/freehold-version"], [
		SLURM_SRC_DIR=`cd "$ax_slurm_src" && pwd`
		slurm_private=yes
		AC_MSG_RESULT([$SLURM_SRC_DIR])
	], [test "$with_slurm_src" = default], [
		slurm_private="no: run contribs/slurm-headers/slurm-headers"
		AC_MSG_RESULT([$slurm_private])
	], [
		AC_MSG_RESULT([no])
		AC_MSG_ERROR([$ax_slurm_src has no freehold-version file; make
the directory with contribs/slurm-headers/slurm-headers --out DIR])
	])
])

AC_DEFUN([_AX_SLURM_SRC_VERSION], [
	ax_slurm_src_version=`$SED -n 's/^slurm=//p' \
		"$SLURM_SRC_DIR/freehold-version"`
	AS_IF([test "$ax_slurm_src_version" != "$slurm_version"],
		[AC_MSG_ERROR([the private headers in $SLURM_SRC_DIR are of
Slurm $ax_slurm_src_version, the installed headers of $slurm_version; run
contribs/slurm-headers/slurm-headers again])])
	SLURM_PRIVATE_CPPFLAGS="-isystem $SLURM_SRC_DIR $SLURM_CPPFLAGS"
])
