#ifndef DESCENT_CNCURSES_SHIM_H
#define DESCENT_CNCURSES_SHIM_H

/* Wide-character ncurses. Swift imports neither its macros nor its globals: what is needed of them stands here as
   functions, prefixed cn_. */
#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

/* What a read gave: nothing, a function key or a character. */
enum { cn_read_nothing = 0, cn_read_key = 1, cn_read_character = 2 };

/* ---- Locale and terminfo, before a screen exists ---- */

/* Takes the character set from the environment and leaves numbers as they are in C; 0 where no such locale is
   installed. */
static inline int cn_adopt_locale(void) {
    setlocale(LC_NUMERIC, "C");
    return setlocale(LC_CTYPE, "") != NULL;
}

/* Where the environment names no UTF-8 locale that is installed but its glyphs are asked for: 1 where there is one. */
static inline int cn_adopt_utf8(void) {
    return setlocale(LC_CTYPE, "C.UTF-8") != NULL || setlocale(LC_CTYPE, "en_US.UTF-8") != NULL;
}

static inline const char *cn_codeset(void) { return nl_langinfo(CODESET); }

/* Whether terminfo knows the terminal and can move its cursor: 1 or 0. Leaves nothing behind. */
static inline int cn_can_draw(const char *terminal, int descriptor) {
    int status = 0;
    if (setupterm((char *)terminal, descriptor, &status) != OK || status != 1) return 0;
    const char *move = tigetstr((char *)"cup");
    int can = move != NULL && move != (const char *)-1;
    del_curterm(cur_term);
    return can;
}

/* A terminfo string of the current screen, or NULL. */
static inline const char *cn_capability(const char *name) {
    const char *text = tigetstr((char *)name);
    return text == (const char *)-1 ? NULL : text;
}

/* ---- The screen ---- */

/* Opens a screen on a descriptor, which is duplicated for reading and writing; NULL when that fails. */
static inline SCREEN *cn_open(const char *terminal, int descriptor) {
    int input = dup(descriptor);
    int output = dup(descriptor);
    FILE *from = input < 0 ? NULL : fdopen(input, "r");
    FILE *to = output < 0 ? NULL : fdopen(output, "w");
    /* The size is set afterwards, by the window: what the environment or a broken window says would be allocated. */
    use_env(FALSE);
    use_tioctl(FALSE);
    SCREEN *screen = from && to ? newterm((char *)terminal, to, from) : NULL;
    if (screen) set_term(screen);
    return screen;
}

/* Modes: every key at once and unechoed, ^C and ^Z as keys, ^\ still a signal: the emergency exit. */
static inline void cn_configure(void) {
    raw();
    noecho();
    nonl();
    set_escdelay(25);
    curs_set(0);
    leaveok(stdscr, TRUE);
    scrollok(stdscr, FALSE);
    mouseinterval(0);
}

/* A window to read from that is never drawn: reading from a drawn one would refresh it. */
static inline WINDOW *cn_open_input(void) {
    WINDOW *input = newpad(1, 1);
    if (input) {
        keypad(input, TRUE);
        nodelay(input, TRUE);
    }
    return input;
}

/* Remembers the terminal modes as they are now as those of the program. */
static inline void cn_keep_modes(void) { def_prog_mode(); }
static inline void cn_restore_modes(void) { reset_prog_mode(); }

static inline int cn_columns(void) { return getmaxx(stdscr); }
static inline int cn_rows(void) { return getmaxy(stdscr); }

/* ---- Color ---- */

/* Starts color, the terminal's own foreground and background being color -1; the number of colors, 0 without. */
static inline int cn_start_color(void) {
    if (!has_colors() || start_color() != OK) return 0;
    use_default_colors();
    return COLORS;
}

static inline int cn_pair_count(void) { return COLOR_PAIRS; }
static inline void cn_set_pair(int pair, int foreground, int background) {
    init_pair((short)pair, (short)foreground, (short)background);
}

static inline uint32_t cn_bold(void) { return A_BOLD; }
static inline uint32_t cn_dim(void) { return A_DIM; }
static inline uint32_t cn_reverse(void) { return A_REVERSE; }
static inline uint32_t cn_underline(void) { return A_UNDERLINE; }

/* ---- Drawing ---- */

/* Puts one character (a base scalar and up to three marks, zero-terminated) into a cell. */
static inline void cn_put(int row, int column, const uint32_t *scalars, uint32_t attributes, int pair) {
    wchar_t text[5] = {0};
    for (int i = 0; i < 4 && scalars[i]; i++) text[i] = (wchar_t)scalars[i];
    cchar_t cell;
    if (setcchar(&cell, text, attributes, (short)pair, NULL) == OK) mvwadd_wch(stdscr, row, column, &cell);
}

static inline void cn_erase(void) { erase(); }
/* Sends what changed. */
static inline void cn_send(void) { refresh(); }
/* Forgets what the terminal shows, so that the next sending paints everything. */
static inline void cn_forget(void) { clearok(curscr, TRUE); }

/* ---- Input ---- */

static inline int cn_read(WINDOW *input, uint32_t *code) {
    wint_t wide = 0;
    int kind = wget_wch(input, &wide);
    *code = (uint32_t)wide;
    return kind == OK ? cn_read_character : kind == KEY_CODE_YES ? cn_read_key : cn_read_nothing;
}

/* The number of function key F0; F1 is one more. */
static inline uint32_t cn_key_f0(void) { return KEY_F0; }

static inline void cn_set_mouse(int on) {
    mousemask(on ? ALL_MOUSE_EVENTS | REPORT_MOUSE_POSITION : 0, NULL);
}

enum { cn_mouse_nothing, cn_mouse_other, cn_mouse_press, cn_mouse_release, cn_mouse_move, cn_mouse_wheel_up, cn_mouse_wheel_down };

/* What the mouse did and where. ncurses gathers what arrives together: ask until nothing is left; the newest comes
   first. */
static inline int cn_read_mouse(int *column, int *row) {
    MEVENT event;
    if (getmouse(&event) != OK) return cn_mouse_nothing;
    *column = event.x;
    *row = event.y;
    if (event.bstate & BUTTON4_PRESSED) return cn_mouse_wheel_up;
    if (event.bstate & BUTTON5_PRESSED) return cn_mouse_wheel_down;
    if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED)) return cn_mouse_press;
    if (event.bstate & BUTTON1_RELEASED) return cn_mouse_release;
    if (event.bstate & REPORT_MOUSE_POSITION) return cn_mouse_move;
    return cn_mouse_other;
}

#endif
