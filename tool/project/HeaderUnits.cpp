//===- HeaderUnits.cpp ----------------------------------------------------===//
#include "tool/project/HeaderUnits.h"
#include "tool/project/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>
#include <tuple>

using clang::tooling::CompileCommand;
using llvm::StringRef;

namespace conure {

namespace {

class IncludeScan {
public:
  /// True if \p File reaches \p Header by its #include lines, searched in \p Directories.
  bool reaches(const std::string &File, StringRef Header, const std::vector<std::string> &Directories) {
    std::set<std::string> Seen{File};
    std::vector<std::string> Open{File};
    while (!Open.empty()) {
      std::string Current = std::move(Open.back());
      Open.pop_back();
      for (const std::string &Name : namesIn(Current)) {
        std::string Found = resolve(Name, Current, Directories);
        if (Found == Header)
          return true;
        if (!Found.empty() && Seen.insert(Found).second)
          Open.push_back(std::move(Found));
      }
    }
    return false;
  }

private:
  std::map<std::string, std::vector<std::string>> Names;

  const std::vector<std::string> &namesIn(const std::string &File) {
    auto [It, New] = Names.try_emplace(File);
    if (!New)
      return It->second;
    auto Text = llvm::MemoryBuffer::getFile(File);
    if (!Text)
      return It->second;
    llvm::SmallVector<StringRef, 0> Lines;
    (*Text)->getBuffer().split(Lines, '\n');
    for (StringRef Line : Lines) {
      Line = Line.ltrim();
      if (!Line.consume_front("#"))
        continue;
      Line = Line.ltrim();
      if (!Line.consume_front("include"))
        continue;
      Line = Line.ltrim();
      if (Line.starts_with("\"") || Line.starts_with("<"))
        if (size_t End = Line.find_first_of("\">", 1); End != StringRef::npos)
          It->second.push_back(Line.slice(1, End).str());
    }
    return It->second;
  }

  static std::string resolve(StringRef Name, StringRef From, const std::vector<std::string> &Directories) {
    std::string Beside = absolutePath(Name, llvm::sys::path::parent_path(From));
    if (llvm::sys::fs::exists(Beside))
      return Beside;
    for (const std::string &D : Directories)
      if (std::string Path = absolutePath(Name, D); llvm::sys::fs::exists(Path))
        return Path;
    return "";
  }
};

std::vector<std::string> includeDirectories(const CompileCommand &C) {
  std::vector<std::string> Out;
  for (size_t I = 0; I < C.CommandLine.size(); ++I) {
    StringRef Arg = C.CommandLine[I];
    for (StringRef Flag : {"-iquote", "-I"}) {
      StringRef Value = Arg;
      if (!Value.consume_front(Flag))
        continue;
      if (Value.empty() && I + 1 < C.CommandLine.size())
        Value = C.CommandLine[I + 1];
      Out.push_back(absolutePath(Value, C.Directory));
    }
  }
  return Out;
}

} // namespace

std::optional<CompileCommand> unitThatIncludes(const clang::tooling::CompilationDatabase &Db, StringRef Header) {
  std::vector<CompileCommand> All = Db.getAllCompileCommands();
  llvm::sort(All, [](const CompileCommand &A, const CompileCommand &B) {
    return std::tie(A.Filename, A.CommandLine) < std::tie(B.Filename, B.CommandLine);
  });
  IncludeScan Scan;
  for (CompileCommand &C : All)
    if (Scan.reaches(absolutePath(C.Filename, C.Directory), Header, includeDirectories(C)))
      return std::move(C);
  return std::nullopt;
}

} // namespace conure
