//===- RecordingFileSystem.h - Which files a unit looked at ---------------===//
//
// Defines RecordingFileSystem, which notes the files that were opened, with the
// hash of the very bytes that were handed out, and the paths that were looked
// for in vain: a result stays valid while the first have the same bytes and the
// second do not appear. For the cache and for depfiles.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_RECORDINGFILESYSTEM_H
#define CONURE_TOOL_ENGINE_RECORDINGFILESYSTEM_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <set>
#include <string>

namespace conure {

/// The hash of an input's bytes.
inline std::string inputHash(llvm::StringRef Bytes) {
  return llvm::toHex(llvm::BLAKE3::hash(llvm::arrayRefFromStringRef(Bytes)), /*LowerCase=*/true);
}

class RecordingFileSystem : public llvm::vfs::ProxyFileSystem {
public:
  /// \p Hashing false: names only.
  RecordingFileSystem(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Under, bool Hashing)
      : ProxyFileSystem(std::move(Under)), Hashing(Hashing) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override {
    auto Result = ProxyFileSystem::status(Path);
    if (!Result)
      Absent.insert(absolute(Path));
    else if (Result->isRegularFile()) // __has_include asks without opening
      Opened.try_emplace(absolute(Path));
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
    if (!Result) {
      Absent.insert(absolute(Path));
      return Result;
    }
    std::string &Hash = Opened[absolute(Path)];
    if (!Hashing)
      return Result;
    return std::make_unique<HashedFile>(std::move(*Result), Hash);
  }

  /// By name; an empty hash: it was only asked whether it is there.
  const std::map<std::string, std::string> &opened() const { return Opened; }
  const std::set<std::string> &absent() const { return Absent; }

private:
  /// Hashes what it hands out: the file on the disk may be another one a moment later.
  class HashedFile : public llvm::vfs::File {
  public:
    HashedFile(std::unique_ptr<llvm::vfs::File> Real, std::string &Hash) : Real(std::move(Real)), Hash(Hash) {}
    llvm::ErrorOr<llvm::vfs::Status> status() override { return Real->status(); }
    llvm::ErrorOr<std::string> getName() override { return Real->getName(); }
    llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
    getBuffer(const llvm::Twine &Name, int64_t Size, bool RequiresNullTerminator, bool IsVolatile) override {
      auto Buffer = Real->getBuffer(Name, Size, RequiresNullTerminator, IsVolatile);
      if (Buffer)
        Hash = inputHash((*Buffer)->getBuffer());
      return Buffer;
    }
    std::error_code close() override { return Real->close(); }

  private:
    std::unique_ptr<llvm::vfs::File> Real;
    std::string &Hash; ///< in a map, where it stays
  };

  bool Hashing;
  std::map<std::string, std::string> Opened;
  std::set<std::string> Absent;

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
