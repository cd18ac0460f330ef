//===- Emit.cpp -----------------------------------------------------------===//
#include "rewrite/Emit.h"
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace conure::rewrite {

namespace {

// Names the files of the tree, one a line after the first.
constexpr const char *Manifest = ".conure-tree";
constexpr const char *ManifestHead = "A tree rewritten by Conure; replaced whole when it is rewritten again.";

std::string failure(const std::string &What, const fs::path &Path, const std::error_code &Code) {
  return What + " '" + Path.string() + "': " + Code.message();
}

bool readFile(const fs::path &Path, std::string &Text) {
  std::ifstream In(Path, std::ios::binary);
  std::ostringstream Out;
  Out << In.rdbuf();
  Text = Out.str();
  return bool(In);
}

std::set<std::string> manifestOf(const fs::path &Tree) {
  std::set<std::string> Files;
  std::ifstream In(Tree / Manifest);
  std::string Line;
  std::getline(In, Line);
  while (std::getline(In, Line))
    Files.insert(Line);
  return Files;
}

std::string writeFile(const fs::path &Path, const std::string &Text) {
  std::error_code Code;
  fs::create_directories(Path.parent_path(), Code);
  if (Code)
    return failure("cannot make directory", Path.parent_path(), Code);
  std::FILE *File = std::fopen(Path.c_str(), "wb");
  bool Ok = File && std::fwrite(Text.data(), 1, Text.size(), File) == Text.size();
  int Error = errno;
  // A full disk may only show when the file is closed.
  if (File && std::fclose(File) != 0 && Ok) {
    Ok = false;
    Error = errno;
  }
  return Ok ? std::string() : failure("cannot write", Path, std::error_code(Error, std::generic_category()));
}

void copyTime(const fs::path &From, const fs::path &To) {
  struct stat S;
  if (::stat(From.c_str(), &S) != 0)
    return;
  struct timespec Times[2] = {S.st_atim, S.st_mtim};
  ::utimensat(AT_FDCWD, To.c_str(), Times, 0);
}

/// What is in the old tree and not Conure's, such as object files.
std::string keepForeignFiles(const fs::path &Old, const fs::path &New, const TreeContent &Content) {
  std::error_code Code;
  std::set<std::string> Ours = manifestOf(Old);
  for (fs::recursive_directory_iterator It(Old, Code), End; It != End && !Code; It.increment(Code)) {
    std::string Below = fs::relative(It->path(), Old, Code).string();
    if (Code)
      break;
    std::error_code Link;
    if (It->is_directory(Link) && !It->is_symlink(Link)) {
      fs::create_directories(New / Below, Link);
      continue;
    }
    if (Ours.count(Below) || Content.count(Below) || Below == Manifest)
      continue;
    fs::create_directories((New / Below).parent_path(), Link);
    if (It->is_symlink(Link))
      fs::copy_symlink(It->path(), New / Below, Link);
    else
      fs::create_hard_link(It->path(), New / Below, Link);
    if (Link)
      fs::copy(It->path(), New / Below, fs::copy_options::overwrite_existing, Link);
    if (Link)
      return failure("cannot keep", It->path(), Link);
  }
  return Code ? failure("cannot read", Old, Code) : std::string();
}

bool isSame(const fs::path &Old, const TreeContent &Content) {
  std::set<std::string> Files = manifestOf(Old);
  if (Files.size() != Content.size())
    return false;
  std::string Text;
  for (const auto &[Below, Wanted] : Content)
    if (!Files.count(Below) || !readFile(Old / Below, Text) || Text != Wanted)
      return false;
  return true;
}

std::string moveIntoPlace(const fs::path &New, const fs::path &Out) {
#ifdef SYS_renameat2
  // Both names change at once, so there is no moment without a tree.
  constexpr unsigned Exchange = 2;
  if (::syscall(SYS_renameat2, AT_FDCWD, New.c_str(), AT_FDCWD, Out.c_str(), Exchange) == 0)
    return {};
#endif
  std::error_code Code;
  fs::path Aside = New.string() + ".old";
  bool Existed = fs::exists(Out, Code);
  if (Existed) {
    fs::rename(Out, Aside, Code);
    if (Code)
      return failure("cannot replace", Out, Code);
  }
  fs::rename(New, Out, Code);
  if (Code) {
    std::error_code Ignored;
    if (Existed)
      fs::rename(Aside, Out, Ignored);
    return failure("cannot write", Out, Code);
  }
  if (Existed)
    fs::rename(Aside, New, Code); // for the caller to remove
  return {};
}

} // namespace

std::string refuseTarget(const std::string &Out, const std::string &Root) {
  if (Root == Out || Root.compare(0, Out.size() + 1, Out + "/") == 0)
    return "the tree '" + Out + "' would replace the project below '" + Root + "'";
  std::error_code Code;
  fs::file_status Status = fs::status(Out, Code);
  if (!fs::exists(Status))
    return {};
  if (!fs::is_directory(Status))
    return "'" + Out + "' exists and is not a directory";
  if (!fs::exists(fs::path(Out) / Manifest, Code) && !fs::is_empty(Out, Code))
    return "'" + Out + "' exists and is not a tree that Conure wrote; remove it or name another";
  return {};
}

std::string writeTree(const std::string &OutName, const TreeContent &Content, const std::function<bool()> &MayWrite) {
  if (MayWrite && !MayWrite())
    return "interrupted";
  fs::path Out(OutName);
  if (isSame(Out, Content))
    return {};
  std::error_code Code;
  fs::create_directories(Out.parent_path(), Code);
  if (Code)
    return failure("cannot make directory", Out.parent_path(), Code);
  std::string Pattern = OutName + ".new-XXXXXX";
  if (!::mkdtemp(Pattern.data()))
    return failure("cannot make directory", Pattern, std::error_code(errno, std::generic_category()));
  ::chmod(Pattern.c_str(), 0755);
  fs::path New(Pattern);

  std::string Error, Text, List = std::string(ManifestHead) + "\n";
  bool HadTree = fs::exists(Out, Code);
  for (const auto &[Below, Wanted] : Content) {
    List += Below + "\n";
    Error = MayWrite && !MayWrite() ? "interrupted" : writeFile(New / Below, Wanted);
    if (!Error.empty())
      break;
    if (HadTree && readFile(Out / Below, Text) && Text == Wanted)
      copyTime(Out / Below, New / Below);
  }
  if (Error.empty())
    Error = writeFile(New / Manifest, List);
  if (Error.empty() && HadTree)
    Error = keepForeignFiles(Out, New, Content);
  if (Error.empty())
    Error = moveIntoPlace(New, Out);
  fs::remove_all(New, Code);
  return Error;
}

} // namespace conure::rewrite
