/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the report for people looks like, on a screen and on A4. */
#ifndef SCOST_PAGE_STYLE_H
#define SCOST_PAGE_STYLE_H

extern const char scost_page_style[];

#endif
