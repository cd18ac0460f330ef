//===- Standard.cpp -------------------------------------------------------===//
#include "rewrite/Standard.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSwitch.h"

using llvm::StringRef;

namespace conure::rewrite {

namespace {

/// What an option says of the standard of C++.
struct Spelled {
  unsigned Standard = 0; ///< 0: nothing
  bool Gnu = false;
};

Spelled spelledBy(StringRef Arg) {
  if (Arg == "-ansi")
    return {3, false};
  if (!Arg.consume_front("-std=") && !Arg.consume_front("--std="))
    return {};
  const bool Gnu = Arg.consume_front("gnu++");
  if (!Gnu && !Arg.consume_front("c++"))
    return {}; // of C
  const unsigned Standard = llvm::StringSwitch<unsigned>(Arg)
                                .Case("98", 3)
                                .Case("03", 3)
                                .Case("0x", 11)
                                .Case("11", 11)
                                .Case("1y", 14)
                                .Case("14", 14)
                                .Case("1z", 17)
                                .Case("17", 17)
                                .Case("2a", 20)
                                .Case("20", 20)
                                .Case("2b", 23)
                                .Case("23", 23)
                                .Default(99); // a later one
  return {Standard, Gnu};
}

void add(std::vector<std::string> &Command, std::string Option) {
  Command.insert(llvm::find(Command, "--"), std::move(Option));
}

} // namespace

unsigned namedStandard(const std::vector<std::string> &Command) {
  unsigned Last = 0;
  for (const std::string &Arg : Command) {
    if (Arg == "--")
      break;
    if (Spelled S = spelledBy(Arg); S.Standard)
      Last = S.Standard;
  }
  return Last;
}

void raiseStandard(std::vector<std::string> &Command, unsigned Standard) {
  bool Raised = false;
  for (std::string &Arg : Command) {
    if (Arg == "--")
      break;
    const Spelled S = spelledBy(Arg);
    if (!S.Standard || S.Standard >= Standard)
      continue;
    Arg = (S.Gnu ? "-std=gnu++" : "-std=c++") + std::to_string(Standard);
    Raised = true;
  }
  if (Raised && Standard >= 20)
    add(Command, "-fno-char8_t"); // u8"…" stays what it was
}

void nameStandard(std::vector<std::string> &Command, unsigned Standard) {
  add(Command, "-std=gnu++" + std::to_string(Standard));
}

} // namespace conure::rewrite
