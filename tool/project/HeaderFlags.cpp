//===- HeaderFlags.cpp ----------------------------------------------------===//
#include "tool/project/HeaderFlags.h"
#include "tool/project/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;

namespace conure {

namespace {

/// The standard leaves other names to programs: no header of a library may look at them.
bool mattersToLibraries(StringRef Macro) {
  return Macro.starts_with("_") || Macro.starts_with("CONURE_") || Macro == "NDEBUG" ||
         (!Macro.empty() && llvm::isLower(Macro.front()));
}

constexpr StringRef Directories[] = {"-isystem", "-iquote", "-idirafter", "-I"};
constexpr StringRef DroppedWithValue[] = {"-o", "-MF", "-MT", "-MQ"};
/// With these the headers may be others, or not the first thing in the unit.
constexpr StringRef Refused[] = {"-include", "-imacros", "-include-pch", "-Xpreprocessor", "-x", "-E", "-S"};

} // namespace

bool HeaderFlags::isOwnHeader(StringRef Name) {
  return Name == "conure/rt.h" || Name == "conure/pointers.h" || Name == "conure/changes.h";
}

HeaderFlags HeaderFlags::of(llvm::ArrayRef<std::string> Command, const std::string &Here) {
  HeaderFlags Out;
  for (size_t I = 1; I < Command.size(); ++I) {
    StringRef Arg = Command[I];
    const bool HasNext = I + 1 < Command.size();
    if (Arg == "--") // files follow
      break;
    if (!Arg.starts_with("-") && isSource(Arg))
      continue;
    if (Arg == "-include" && HasNext && isOwnHeader(Command[I + 1])) {
      Out.Annotated |= Command[++I] == "conure/rt.h";
    } else if (llvm::is_contained(Refused, Arg) || Arg.starts_with("@") || Arg.starts_with("-Wp,") ||
               Arg.starts_with("-fmodule") || Arg.starts_with("-save-temps") || Arg.starts_with("--include") ||
               (Arg == "-Xclang" && HasNext && StringRef(Command[I + 1]).starts_with("-include"))) {
      Out.Usable = false;
      return Out;
    } else if (llvm::is_contained(DroppedWithValue, Arg)) {
      ++I;
    } else if (Arg == "-c" || Arg == "-fsyntax-only" || Arg.starts_with("-M")) {
    } else if (Arg.starts_with("-D") || Arg.starts_with("-U")) {
      const bool Separate = Arg.size() == 2 && HasNext;
      StringRef Macro = Separate ? StringRef(Command[I + 1]) : Arg.drop_front(2);
      if (mattersToLibraries(Macro.take_until([](char C) { return C == '=' || C == '('; })))
        Out.Kept.push_back((Arg.take_front(2) + Macro).str());
      I += Separate;
    } else if (const auto *Kind = llvm::find_if(Directories, [&](StringRef K) { return Arg.starts_with(K); });
               Kind != std::end(Directories)) {
      const bool Separate = Arg == *Kind && HasNext;
      StringRef Value = Separate ? StringRef(Command[I + 1]) : Arg.drop_front(Kind->size());
      std::string Directory = absolutePath(Value.str(), Here);
      if (llvm::sys::fs::exists(Directory + "/conure/rt.h"))
        Out.Kept.insert(Out.Kept.end(), {Kind->str(), Directory});
      else
        Out.SearchDirs.push_back(std::move(Directory));
      I += Separate;
    } else {
      Out.Kept.push_back(Arg.str());
    }
  }
  return Out;
}

bool wouldReplace(llvm::ArrayRef<std::string> SearchDirs, llvm::ArrayRef<std::string> Headers) {
  for (const std::string &Dir : SearchDirs) {
    llvm::StringSet<> Names;
    std::error_code Error;
    for (llvm::sys::fs::directory_iterator It(Dir, Error), End; It != End && !Error; It.increment(Error))
      Names.insert(llvm::sys::path::filename(It->path()));
    if (Names.empty())
      continue;
    for (StringRef Header : Headers)
      for (StringRef Name = Header.drop_front(); !Name.empty(); Name = Name.split('/').second)
        if (Names.contains(Name.split('/').first) && Header != Dir + "/" + Name.str() &&
            llvm::sys::fs::exists(Dir + "/" + Name))
          return true;
  }
  return false;
}

} // namespace conure
