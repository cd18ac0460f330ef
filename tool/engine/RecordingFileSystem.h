//===- RecordingFileSystem.h - Which files a unit looked at ---------------===//
//
// Defines RecordingFileSystem, which notes the files that were opened and the
// paths that were looked for in vain: a result stays valid while the first have
// the same bytes and the second do not appear. For the cache and for depfiles.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_RECORDINGFILESYSTEM_H
#define CONURE_TOOL_ENGINE_RECORDINGFILESYSTEM_H

#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <set>
#include <string>

namespace conure {

class RecordingFileSystem : public llvm::vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override {
    auto Result = ProxyFileSystem::status(Path);
    if (!Result)
      Absent.insert(absolute(Path));
    else if (Result->isRegularFile()) // __has_include asks without opening
      Opened.insert(absolute(Path));
    return Result;
  }
  bool exists(const llvm::Twine &Path) override {
    bool There = ProxyFileSystem::exists(Path);
    if (!There)
      Absent.insert(absolute(Path));
    return There;
  }
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine &Path) override {
    auto Result = ProxyFileSystem::openFileForRead(Path);
    (Result ? Opened : Absent).insert(absolute(Path));
    return Result;
  }

  const std::set<std::string> &opened() const { return Opened; }
  const std::set<std::string> &absent() const { return Absent; }

private:
  std::set<std::string> Opened, Absent;

  std::string absolute(const llvm::Twine &Path) const {
    llvm::SmallString<256> P;
    Path.toVector(P);
    makeAbsolute(P);
    llvm::sys::path::remove_dots(P, /*remove_dot_dot=*/false);
    return std::string(P);
  }
};

} // namespace conure

#endif
