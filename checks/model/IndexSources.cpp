//===- IndexSources.cpp - What an index was made of -----------------------===//
//
// An index that is older than a source would let calls into it look harmless.
// Names are relative and hashes are of contents, so that an index can be made on
// one machine and used on another, whatever the dates of the files are.
//
//===----------------------------------------------------------------------===//
#include "checks/model/IndexSources.h"
#include "checks/model/Model.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace conure {

static std::string hashOf(llvm::StringRef Text) {
  return llvm::utohexstr(llvm::xxh3_64bits(llvm::arrayRefFromStringRef(Text)), /*LowerCase=*/true, /*Width=*/16);
}

llvm::StringRef belowBase(llvm::StringRef File, llvm::StringRef Base) {
  Base = Base.rtrim('/');
  if (Base.empty() || !File.starts_with(Base) || File.size() <= Base.size() + 1 ||
      !llvm::sys::path::is_separator(File[Base.size()]))
    return {};
  return File.drop_front(Base.size() + 1);
}

void recordSources(Index &Into, Model &M, llvm::StringRef Base) {
  const SourceManager &SM = M.sources();
  for (unsigned I = 0; I < SM.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile())
      continue;
    const FileID Id = SM.getFileID(SourceLocation::getFromRawEncoding(Entry.getOffset()));
    OptionalFileEntryRef File = SM.getFileEntryRefForID(Id);
    if (!File || !M.isUserCode(SM.getLocForStartOfFile(Id)))
      continue;
    llvm::SmallString<128> Path = File->getName();
    SM.getFileManager().makeAbsolutePath(Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    llvm::StringRef Name = belowBase(Path, Base);
    bool Invalid = false;
    llvm::StringRef Text = SM.getBufferData(Id, &Invalid);
    if (!Name.empty() && !Invalid)
      Into.Sources[Name.str()].insert(hashOf(Text));
  }
}

std::vector<std::string> Index::changedSources(llvm::StringRef BaseDirectory) const {
  std::vector<std::string> Changed;
  for (const auto &[File, Hashes] : Sources) {
    llvm::SmallString<128> Path = BaseDirectory;
    llvm::sys::path::append(Path, File);
    auto Text = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true, /*RequiresNullTerminator=*/false);
    if (Text && (Hashes.size() > 1 || !Hashes.count(hashOf((*Text)->getBuffer()))))
      Changed.push_back(File);
  }
  return Changed;
}

} // namespace conure
