//===- ForcedHeaders.cpp --------------------------------------------------===//
#include "checks/model/ForcedHeaders.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace conure {

std::map<std::string, ForcedHeader> forcedHeaders(llvm::vfs::FileSystem &Files, llvm::ArrayRef<std::string> Args,
                                                  llvm::StringRef Directory) {
  constexpr llvm::StringLiteral Pragma = "#pragma GCC system_header";
  std::map<std::string, ForcedHeader> All;
  for (size_t I = 0; I + 1 < Args.size(); ++I) {
    if (Args[I] != "-include")
      continue;
    // The driver's option, or the front end's: -Xclang -include -Xclang FILE.
    const size_t At = Args[I + 1] == "-Xclang" ? I + 2 : I + 1;
    if (At == Args.size())
      break;
    llvm::SmallString<256> Path(llvm::sys::path::is_absolute(Args[At]) ? "" : Directory);
    llvm::sys::path::append(Path, Args[At]);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    auto Read = Files.getBufferForFile(Path);
    if (!Read)
      continue; // the parser says so
    std::string Text = (*Read)->getBuffer().str();
    if (size_t Begin = Text.find(Pragma); Begin != std::string::npos) {
      std::string Mended = Text;
      Mended.replace(Begin, Pragma.size(), Pragma.size(), ' ');
      All.insert({Path.str().str(), {std::move(Text), std::move(Mended)}});
    }
  }
  return All;
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> withHeaders(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Under,
                                                            const std::map<std::string, ForcedHeader> &Headers) {
  if (Headers.empty())
    return Under;
  auto Mended = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  for (const auto &[Path, Header] : Headers)
    Mended->addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(Header.Mended, Path));
  auto Both = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(std::move(Under));
  Both->pushOverlay(std::move(Mended));
  return Both;
}

} // namespace conure
