//===- Flags.cpp ----------------------------------------------------------===//
#include "tool/project/Flags.h"
#include "clang/Config/config.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#if LLVM_VERSION_MAJOR >= 22
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#endif

using llvm::StringRef;

namespace conure {

namespace {

#if LLVM_VERSION_MAJOR >= 22
namespace options = clang::options;
const llvm::opt::OptTable &driverOptions() { return clang::getDriverOptTable(); }
#else
namespace options = clang::driver::options;
const llvm::opt::OptTable &driverOptions() { return clang::driver::getDriverOptTable(); }
#endif

bool isLauncher(StringRef Program) {
  constexpr StringRef Names[] = {"ccache", "sccache", "distcc", "icecc", "gomacc"};
  return llvm::is_contained(Names, llvm::sys::path::stem(Program));
}

/// Flags that Clang knows but that would change what it does here: they load code into the compiler, or name headers
/// precompiled by another compiler.
bool isUnwanted(StringRef Arg) {
  return Arg.starts_with("-fplugin") || Arg.starts_with("-specs") || Arg == "-pipe" || Arg == "-Winvalid-pch" ||
         Arg.starts_with("-fmodules-ts") || Arg == "-save-temps" || Arg.starts_with("-save-temps=") ||
         Arg.starts_with("-fmodule-mapper") || Arg.starts_with("-fdeps-") || Arg == "-fmodule-header";
}

std::vector<std::string> dropPrecompiled(const std::vector<std::string> &Args) {
  std::vector<std::string> Out;
  auto Next = [&](size_t I, size_t N) { return I + N < Args.size() ? StringRef(Args[I + N]) : StringRef(); };
  for (size_t I = 0; I < Args.size(); ++I) {
    if (Args[I] == "-Xclang" && Next(I, 1) == "-include-pch") {
      I += 3;
    } else if (Args[I] == "-include-pch") {
      I += 1;
    } else if (Args[I] == "-include" &&
               (llvm::sys::fs::exists(Next(I, 1) + ".gch") || llvm::sys::fs::exists(Next(I, 1) + ".pch"))) {
      // The driver would take the precompiled file beside it; the front end does not.
      Out.insert(Out.end(), {"-Xclang", "-include", "-Xclang", Next(I, 1).str()});
      I += 1;
    } else if (!isUnwanted(Args[I])) {
      Out.push_back(Args[I]);
    }
  }
  return Out;
}

/// Indices of arguments that this Clang's driver does not know.
std::set<unsigned> unknownArguments(const std::vector<std::string> &Args) {
  std::vector<const char *> Pointers;
  for (const std::string &A : Args)
    Pointers.push_back(A.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  llvm::opt::InputArgList Parsed = driverOptions().ParseArgs(llvm::ArrayRef(Pointers).drop_front(), MissingIndex,
                                                             MissingCount, llvm::opt::Visibility(options::ClangOption));
  std::set<unsigned> Unknown;
  for (const llvm::opt::Arg *A : Parsed)
    if (A->getOption().matches(options::OPT_UNKNOWN))
      Unknown.insert(A->getIndex() + 1);
  return Unknown;
}

bool has(const std::vector<std::string> &Args, StringRef Flag) {
  for (StringRef A : Args)
    if (A == Flag || A.starts_with((Flag + "=").str()))
      return true;
  return false;
}

} // namespace

size_t launcherWords(llvm::ArrayRef<std::string> Args) {
  size_t At = 0;
  while (At + 1 < Args.size()) {
    StringRef Program = Args[At];
    if (llvm::sys::path::filename(Program) == "conure" && Args[At + 1] == "c++")
      At += At + 2 < Args.size() && Args[At + 2] == "--" ? 3 : 2;
    else if (isLauncher(Program) && !StringRef(Args[At + 1]).starts_with("-"))
      ++At;
    else
      break;
  }
  return At;
}

std::vector<std::string> FlagAdjuster::adjust(std::vector<std::string> Args, std::set<std::string> *Dropped) const {
  using namespace clang::tooling;
  if (Args.empty())
    return Args;
  Args.erase(Args.begin(), Args.begin() + launcherWords(Args));
  Args.insert(Args.begin() + 1, Before.begin(), Before.end());
  for (const ArgumentsAdjuster &A : {getClangStripOutputAdjuster(), getClangStripDependencyFileAdjuster(),
                                     getStripPluginsAdjuster(), getClangSyntaxOnlyAdjuster()})
    Args = A(Args, "");
  Args = dropPrecompiled(Args);
  std::vector<std::string> Out;
  std::set<unsigned> Unknown = unknownArguments(Args);
  size_t Inputs = Args.size();
  for (unsigned I = 0; I < Args.size(); ++I) {
    if (Unknown.count(I)) {
      if (Dropped)
        Dropped->insert(Args[I]);
      continue;
    }
    if (Args[I] == "--" && Inputs == Args.size())
      Inputs = Out.size(); // what follows is a file, whatever it looks like
    Out.push_back(Args[I]);
  }
  std::vector<std::string> Added = After;
  // The compiler's own warnings are the compiler's business.
  Added.insert(Added.end(), {"-w", "-Wno-unknown-warning-option", "-UCONURE_RUNTIME"});
  if (!Tools.IncludeDir.empty())
    Added.insert(Added.end(), {"-isystem", Tools.IncludeDir});
  if (!Tools.ResourceDir.empty() && !has(Out, "-resource-dir") && !has(Out, "-nobuiltininc"))
    Added.insert(Added.end(), {"-resource-dir", Tools.ResourceDir});
  Out.insert(Out.begin() + std::min(Inputs, Out.size()), Added.begin(), Added.end());
  return Out;
}

} // namespace conure
