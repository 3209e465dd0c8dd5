dnl SPDX-License-Identifier: GPL-2.0-or-later
dnl AX_PARTS: which plugins and tools this build makes, and why not the rest.
dnl AX_SUMMARY: the table at configure's end.

dnl FH_PART(NAME, CONDITIONAL, DIRECTORY, ANSWER): ANSWER is "yes" or
dnl "no: why".
AC_DEFUN([FH_PART], [
	fh_part_$1=$4
	AS_IF([ls "$srcdir/$3/"*.c >/dev/null 2>&1], [],
		[fh_part_$1="no: $3 has no source yet"])
	AM_CONDITIONAL([$2], [test "$fh_part_$1" = yes])
])

AC_DEFUN([AX_PARTS], [
	FH_PART([spank], [FH_SPANK], [plugins/spank], [$slurm_public])
	FH_PART([ctld], [FH_CTLD], [plugins/ctld], [$slurm_private])
	FH_PART([job_submit], [FH_JOB_SUBMIT], [plugins/job_submit],
		[$fh_part_ctld])
	FH_PART([select], [FH_SELECT], [plugins/select], [$fh_part_ctld])
	FH_PART([acct_gather_energy], [FH_ACCT_GATHER_ENERGY],
		[plugins/acct_gather_energy], [$slurm_private])
	FH_PART([scost], [FH_SCOST], [contribs/scost], [$slurm_lib])
	AM_CONDITIONAL([FH_LIBSLURM], [test "$slurm_lib" = yes])
	FH_PART([freehold], [FH_FREEHOLD], [contribs/freehold], [yes])

	_AX_LINK_FLAGS
	_AX_DISTCHECK_FLAGS
])

dnl Both stand in LIBADD, behind whatever LDFLAGS a distribution adds, and
dnl automake wants no -Wl there by its own name.
dnl FH_LAZY: a plugin's undefined symbols come from the daemon that loads it,
dnl and not every daemon has all of them.
dnl FH_CTLD_LIB: by its file, since libtool would add the build's plugindir to
dnl the run path, where a stale copy could be found before the one beside it.
AC_DEFUN([_AX_LINK_FLAGS], [
	FH_LAZY=-Wl,-z,lazy
	AC_SUBST([FH_LAZY])
	FH_CTLD_LIB="-Wl,plugins/ctld/$lt_cv_objdir/libfreehold_ctld.so"
	AC_SUBST([FH_CTLD_LIB])
])

AC_DEFUN([_AX_DISTCHECK_FLAGS], [
	FH_DISTCHECK_FLAGS=--without-slurm
	AS_IF([test "$slurm_public" = yes],
		[FH_DISTCHECK_FLAGS="--with-slurm=$with_slurm"])
	AS_IF([test -n "$SLURM_SRC_DIR"], [
		FH_DISTCHECK_FLAGS="$FH_DISTCHECK_FLAGS --with-slurm-src="
		FH_DISTCHECK_FLAGS="$FH_DISTCHECK_FLAGS$SLURM_SRC_DIR"
	])
	AC_SUBST([FH_DISTCHECK_FLAGS])
])

AC_DEFUN([AX_SUMMARY], [
	cat <<END

$PACKAGE_NAME $PACKAGE_VERSION
  Slurm                      ${slurm_version:-none}
  public headers             ${slurm_header:-none}
  private headers            ${SLURM_SRC_DIR:-none}
  Slurm's plugins            ${SLURM_PLUGINDIR:-none found}
  our plugins go to          $plugindir
  spank_freehold             $fh_part_spank
  libfreehold_ctld           $fh_part_ctld
  job_submit_freehold        $fh_part_job_submit
  select_cons_tres_freehold  $fh_part_select
  acct_gather_energy_freehold $fh_part_acct_gather_energy
  scost                      $fh_part_scost
  its ledger                 $fh_ledger
  freehold                   $fh_part_freehold
  unit tests                 $fh_tests
  compiler                   $CC
  warnings are errors        $enable_werror
  sanitizers                 $enable_sanitizers
  coverage                   $enable_coverage
END
])
