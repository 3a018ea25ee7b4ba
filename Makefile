# tenken: build, test, install. Objects go to $(BUILD)/$(VARIANT); the sources stay clean.
# Knobs: VARIANT=debug|release|san|cov  BUILD  CC  CFLAGS  PREFIX  DESTDIR  V=1 (show commands)

PROG     := tenken
VERSION  := 0.1.0
PREFIX   ?= /usr/local
BINDIR   ?= $(PREFIX)/bin
DATADIR  ?= $(PREFIX)/share/$(PROG)
MANDIR   ?= $(PREFIX)/share/man
INSTALL  ?= install
VARIANT  ?= release
BUILD    ?= build
B        := $(BUILD)/$(VARIANT)
Q        := $(if $(V),,@)

# What must be there to build and run, and what the tests use besides.
PACKAGES := gcc make pkg-config libhpdf-dev libcairo2-dev libharfbuzz-dev libyaml-dev libssl-dev libdeflate-dev zlib1g-dev \
            fonts-morisawa-bizud-gothic fonts-morisawa-bizud-mincho fonts-ipamj-mincho icc-profiles-free
TEST_PACKAGES := check poppler-utils qpdf mandoc python3 python3-yaml strace

PKGS     := cairo harfbuzz harfbuzz-subset yaml-0.1 libcrypto libdeflate zlib
STD      := -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-float-conversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wvla -Wformat=2 -Wundef -Wcast-qual -Wno-format-nonliteral
FLAGS_debug   := -O1 -g
FLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
FLAGS_san     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_cov     := -O0 -g --coverage
MODE     := $(FLAGS_$(VARIANT))
$(if $(MODE),,$(error unknown VARIANT=$(VARIANT); use debug, release, san or cov))

# Evaluated when first used, so that `make deps` and `make help` work before the packages are there.
DEPS_C    = $(eval DEPS_C := $$(shell pkg-config --cflags $(PKGS)))$(DEPS_C)
DEPS_L    = $(eval DEPS_L := $$(shell pkg-config --libs $(PKGS)) -lhpdf -lm)$(DEPS_L)
# Ours first, the caller's CFLAGS last, so that `make CFLAGS=-O3` adds and never erases.
ALL_C     = $(STD) $(WARN) $(MODE) -Isrc -DTENKEN_VERSION='"$(VERSION)"' -DTENKEN_DATADIR='"$(DATADIR)"' $(DEPS_C) $(CFLAGS)

SRC      := $(sort $(wildcard src/*.c src/*/*.c))
OBJ      := $(SRC:%.c=$(B)/%.o)
CORE     := $(filter-out $(B)/src/main.o,$(OBJ))
TSRC     := $(sort $(wildcard tests/unit/*.c))
TOBJ     := $(TSRC:%.c=$(B)/%.o)

.DELETE_ON_ERROR:
.PHONY: all deps samples check check-unit check-long lint install uninstall clean help bench san cov FORCE
all: $(BUILD)/$(PROG)            ## build the program (build/tenken)

# An archive, so that a unit test links only what it uses.
$(B)/libtenken.a: $(CORE)
	$(if $(Q),@echo '  AR    $@')
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/$(PROG): $(B)/src/main.o $(B)/libtenken.a
	$(if $(Q),@echo '  LD    $@')
	$(Q)$(CC) $(MODE) $(LDFLAGS) -o $@ $^ $(DEPS_L)

$(BUILD)/$(PROG): $(B)/$(PROG) FORCE
	$(Q)cmp -s $< $@ || $(INSTALL) -m 755 $< $@

$(B)/unit: $(TOBJ) $(B)/libtenken.a
	$(if $(Q),@echo '  LD    $@')
	$(Q)$(CC) $(MODE) $(LDFLAGS) -o $@ $^ $(DEPS_L) $$(pkg-config --libs check)

# Objects depend on the flags they were built with.
$(B)/flags: FORCE
	@mkdir -p $(@D); echo '$(subst ','\'',$(CC) $(ALL_C))' | cmp -s - $@ || echo '$(subst ','\'',$(CC) $(ALL_C))' > $@
FORCE:

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(if $(Q),@echo '  CC    $<')
	$(Q)$(CC) $(ALL_C) -MMD -MP -c -o $@ $<

check-unit: $(B)/unit           ## unit tests (Check)
	$(Q)$<

-include $(OBJ:.o=.d) $(TOBJ:.o=.d)
