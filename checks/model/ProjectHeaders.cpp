//===- ProjectHeaders.cpp -------------------------------------------------===//
#include "checks/model/ProjectHeaders.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace path = llvm::sys::path;

namespace conure {

namespace {

std::string absoluteIn(llvm::StringRef Directory, llvm::StringRef Dir) {
  llvm::SmallString<256> Path(path::is_absolute(Dir) ? "" : Directory);
  path::append(Path, Dir);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  while (Path.size() > 1 && path::is_separator(Path.back()))
    Path.pop_back();
  return std::string(Path);
}

} // namespace

llvm::StringSet<> projectSystemDirs(llvm::ArrayRef<std::string> Args, llvm::StringRef Directory, llvm::StringRef Root) {
  llvm::StringSet<> Dirs;
  if (Root.empty() || Root == "/")
    return Dirs;
  for (size_t I = 0; I < Args.size(); ++I) {
    llvm::StringRef Value(Args[I]);
    if (!Value.consume_front("-isystem") && !Value.consume_front("-idirafter"))
      continue;
    if (Value.empty() && I + 1 < Args.size()) {
      if (Args[I + 1] == "-Xclang") // -Xclang -isystem -Xclang DIR
        ++I;
      if (I + 1 == Args.size())
        break;
      Value = Args[++I];
    }
    if (Value.empty() || Value.starts_with("=")) // below the system's root
      continue;
    std::string Dir = absoluteIn(Directory, Value);
    llvm::StringRef Below(Dir);
    if (Below.consume_front(Root) && (Below.empty() || Below.starts_with("/")) &&
        !llvm::sys::fs::exists(Dir + "/conure/conure.h"))
      Dirs.insert(Dir);
  }
  return Dirs;
}

void claimHeaders(clang::Preprocessor &PP, const llvm::StringSet<> &Dirs) {
  if (Dirs.empty())
    return;
  llvm::SmallString<256> Here;
  if (auto Cwd = PP.getFileManager().getVirtualFileSystem().getCurrentWorkingDirectory())
    Here = *Cwd;
  for (clang::DirectoryLookup &Search : PP.getHeaderSearchInfo().search_dir_range())
    if (clang::OptionalDirectoryEntryRef Dir = Search.getDirRef();
        Dir && Search.getDirCharacteristic() == clang::SrcMgr::C_System && Dirs.count(absoluteIn(Here, Dir->getName())))
      Search = clang::DirectoryLookup(*Dir, clang::SrcMgr::C_User, /*isFramework=*/false);
}

} // namespace conure
