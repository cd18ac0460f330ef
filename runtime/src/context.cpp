// Where a fresh stack begins.
#include "context.h"
#include "switch.h"

#if defined(__x86_64__)
// The context that was left comes in rax, as from every switch. There is no caller: an unwinder ends here.
asm(".pushsection .text\n"
    ".globl conure_stack_begin\n"
    ".hidden conure_stack_begin\n"
    ".type conure_stack_begin, @function\n"
    "conure_stack_begin:\n"
    "  .cfi_startproc\n"
    "  .cfi_undefined rip\n"
    "  xorl %ebp, %ebp\n"
    "  movq %rax, %rdi\n"
    "  andq $-16, %rsp\n"
    "  call conure_stack_entry\n"
    "  ud2\n"
    "  .cfi_endproc\n"
    ".size conure_stack_begin, .-conure_stack_begin\n"
    ".popsection\n");
#else
namespace conure::rt {
namespace {
void begin(boost::context::detail::transfer_t from) {
  auto *left = static_cast<context *>(from.data);
  left->saved = from.fctx;
  conure_stack_entry(left);
}
} // namespace
void *prepare_stack(char *low, char *high) noexcept {
  return boost::context::detail::make_fcontext(high, static_cast<std::size_t>(high - low), begin);
}
} // namespace conure::rt
#endif

namespace conure::rt {
namespace {
// As the program has set it before it started: not as the process that was left may have.
const fp_control at_start = read_fp();
} // namespace
} // namespace conure::rt

void conure_stack_entry(void *left) {
  using namespace conure::rt;
  arrive(*this_thread().running, *static_cast<context *>(left));
  restore_fp(at_start);
  run_worker();
}
