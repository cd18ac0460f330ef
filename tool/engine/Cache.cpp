//===- Cache.cpp ----------------------------------------------------------===//
#include "tool/engine/Cache.h"
#include "tool/engine/RecordingFileSystem.h"
#include "tool/engine/Wire.h"
#include "tool/project/AtomicFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using llvm::StringRef;

namespace conure {

namespace {

constexpr StringRef Magic = "conure cache 2\n";
/// Stands for the other units' summaries among the inputs.
constexpr StringRef IndexInput = "@index";

/// Joins without ambiguity: each part after its length.
class KeyText {
public:
  KeyText &add(StringRef Part) {
    Text += std::to_string(Part.size()) + ":";
    Text += Part;
    return *this;
  }
  KeyText &add(const std::vector<std::string> &Parts) {
    add(std::to_string(Parts.size()));
    for (const std::string &P : Parts)
      add(P);
    return *this;
  }
  const std::string &text() const { return Text; }

private:
  std::string Text;
};

std::string contentOf(const std::string &File) {
  auto Text = llvm::MemoryBuffer::getFile(File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  return Text ? inputHash((*Text)->getBuffer()) : "";
}

/// An index is a file or a directory of files.
std::string indexContent(const std::string &Path) {
  if (Path.empty() || !llvm::sys::fs::is_directory(Path))
    return Path.empty() ? "none" : contentOf(Path);
  std::vector<std::string> Files;
  std::error_code E;
  for (llvm::sys::fs::directory_iterator It(Path, E), End; !E && It != End; It.increment(E))
    Files.push_back(It->path());
  llvm::sort(Files);
  KeyText Key;
  for (const std::string &File : Files)
    Key.add(File).add(contentOf(File));
  return inputHash(Key.text());
}

std::string settingsText(const CheckSettings &S) {
  const Configuration &C = S.Config;
  KeyText Key;
  Key.add(S.Rules).add(std::to_string(int(C.Level))).add(std::to_string(C.StrictMoveWhileBorrowed));
  std::vector<std::string> Severities;
  for (const auto &Each : C.RuleSeverity)
    Severities.push_back((Each.first() + "=" + llvm::Twine(int(Each.second))).str());
  llvm::sort(Severities);
  Key.add(Severities).add(C.ExtraKnownTypes).add(C.TrustedHeaders);
  Key.add(std::to_string(C.MaxBlocks)).add(std::to_string(C.MaxVisits)).add(S.FilterText);
  Key.add(std::to_string(S.Summarise)).add(std::to_string(C.IndexPath.empty()));
  return Key.text();
}

} // namespace

UnitCache::UnitCache(std::string Where, const CheckSettings &Settings, const std::string &Tool)
    : Directory(std::move(Where)) {
  if (std::error_code E = llvm::sys::fs::create_directories(Directory))
    Error = "cannot use the cache '" + Directory + "': " + E.message();
  else if (!llvm::sys::fs::is_directory(Directory))
    Error = "cannot use the cache '" + Directory + "': it is no directory";
  Common = KeyText().add(Tool).add(settingsText(Settings)).text();
  // Not in the name of entries, so that a changed index replaces them instead of adding to them.
  Hashes[IndexInput.str()] = indexContent(Settings.Config.IndexPath);
}

std::string UnitCache::entryFile(const UnitJob &Job) const {
  KeyText Key;
  Key.add(Common).add(Job.File).add(Job.Directory).add(Job.Arguments).add(Job.OnlyFiles);
  return Directory + "/" + inputHash(Key.text()) + ".unit";
}

const std::string &UnitCache::hashOf(const std::string &File) {
  auto [It, New] = Hashes.try_emplace(File);
  if (New)
    It->second = contentOf(File);
  return It->second;
}

// An entry: the magic line, a line with the hash of the rest, then for each input "hash path\n", where the hash is "-"
// for what must not be there and "+" for what must, whatever it holds; an empty line; the encoded result. Anything else
// is no entry: the unit is checked again.
std::optional<report::UnitResult> UnitCache::find(const UnitJob &Job) {
  auto Text = llvm::MemoryBuffer::getFile(entryFile(Job), /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Text)
    return std::nullopt;
  StringRef Rest = (*Text)->getBuffer();
  if (!Rest.consume_front(Magic))
    return std::nullopt;
  auto [Sum, Body] = Rest.split('\n');
  if (inputHash(Body) != Sum)
    return std::nullopt;
  auto [Inputs, Encoded] = Body.split("\n\n");
  llvm::SmallVector<StringRef, 0> Lines;
  Inputs.split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (StringRef Line : Lines) {
    auto [Hash, File] = Line.split(' ');
    const std::string &Now = hashOf(File.str());
    if (Hash == "+" ? Now.empty() : Now != (Hash == "-" ? "" : Hash))
      return std::nullopt;
  }
  std::optional<report::UnitResult> Result = decode({Encoded.data(), Encoded.size()});
  if (Result)
    Result->FromCache = true;
  return Result;
}

void UnitCache::store(const UnitJob &Job, const report::UnitResult &Result) {
  if (Result.Failed)
    return;
  std::string Body = Hashes[IndexInput.str()] + " " + IndexInput.str() + "\n";
  for (auto &[File, Hash] : Result.Inputs)
    Body += (Hash.empty() ? "+" : Hash) + " " + File + "\n";
  for (const std::string &File : Result.Absent)
    if (!llvm::sys::fs::is_directory(File))
      Body += "- " + File + "\n";
  report::UnitResult Kept = Result;
  Kept.Absent.clear();
  Body += "\n" + encode(Kept);
  replaceFile(entryFile(Job), Magic.str() + inputHash(Body) + "\n" + Body);
}

} // namespace conure
