/* pressed.c - the pressed trees of the data files (read/yaml_pressed.h) as read-only data of the program. The build
 * names the file that src/press.c wrote. */
__asm__(".section .rodata\n"
        ".balign 16\n"
        ".globl tenken_pressed\n"
        ".type tenken_pressed, @object\n"
        "tenken_pressed:\n"
        ".incbin \"" TENKEN_PRESSED "\"\n"
        ".size tenken_pressed, . - tenken_pressed\n"
        ".previous\n");
