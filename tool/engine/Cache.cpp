//===- Cache.cpp ----------------------------------------------------------===//
#include "tool/engine/Cache.h"
#include "tool/engine/Wire.h"
#include "tool/project/AtomicFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SHA256.h"

using llvm::StringRef;

namespace conure {

namespace {

constexpr StringRef Magic = "conure cache 1\n";

std::string digest(StringRef Bytes) {
  return llvm::toHex(llvm::BLAKE3::hash(llvm::arrayRefFromStringRef(Bytes)), /*LowerCase=*/true);
}

std::string sha256(StringRef Bytes) {
  return llvm::toHex(llvm::SHA256::hash(llvm::arrayRefFromStringRef(Bytes)), /*LowerCase=*/true);
}

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
  return Text ? digest((*Text)->getBuffer()) : "";
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
  Key.add(C.IndexPath.empty() ? "" : contentOf(C.IndexPath)).add(std::to_string(S.Summarise));
  return Key.text();
}

} // namespace

UnitCache::UnitCache(std::string Where, const CheckSettings &Settings, const std::string &Tool)
    : Directory(std::move(Where)) {
  if (std::error_code E = llvm::sys::fs::create_directories(Directory))
    Error = "cannot use the cache '" + Directory + "': " + E.message();
  Common = KeyText().add(Tool).add(settingsText(Settings)).text();
}

std::string UnitCache::entryFile(const UnitJob &Job) const {
  KeyText Key;
  Key.add(Common).add(Job.File).add(Job.Directory).add(Job.Arguments).add(Job.OnlyFiles);
  return Directory + "/" + digest(Key.text()) + ".unit";
}

const std::string &UnitCache::hashOf(const std::string &File) {
  auto [It, New] = Hashes.try_emplace(File);
  if (New)
    It->second = contentOf(File);
  return It->second;
}

// An entry: the magic line, a line with the hash of the rest, then for each input "hash path\n", an empty line, and the
// encoded result. Anything else is no entry: the unit is checked again.
std::optional<report::UnitResult> UnitCache::find(const UnitJob &Job) {
  auto Text = llvm::MemoryBuffer::getFile(entryFile(Job), /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Text)
    return std::nullopt;
  StringRef Rest = (*Text)->getBuffer();
  if (!Rest.consume_front(Magic))
    return std::nullopt;
  auto [Sum, Body] = Rest.split('\n');
  if (digest(Body) != Sum)
    return std::nullopt;
  auto [Inputs, Encoded] = Body.split("\n\n");
  llvm::SmallVector<StringRef, 0> Lines;
  Inputs.split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (StringRef Line : Lines) {
    auto [Hash, File] = Line.split(' ');
    if (hashOf(File.str()) != (Hash == "-" ? "" : Hash))
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
  std::string Body;
  for (const std::string &File : Result.Dependencies) {
    if (auto Parsed = Result.Files.find(File); Parsed != Result.Files.end()) {
      // What was found belongs to the bytes that were parsed, which may be gone already.
      auto Text = llvm::MemoryBuffer::getFile(File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
      if (!Text || sha256((*Text)->getBuffer()) != Parsed->second.Sha256)
        return;
      Hashes[File] = digest((*Text)->getBuffer());
    }
    const std::string &Hash = hashOf(File);
    Body += (Hash.empty() ? "-" : Hash) + " " + File + "\n";
  }
  for (const std::string &File : Result.Absent)
    if (!llvm::sys::fs::is_directory(File))
      Body += "- " + File + "\n";
  report::UnitResult Kept = Result;
  Kept.Absent.clear();
  Body += "\n" + encode(Kept);
  replaceFile(entryFile(Job), Magic.str() + digest(Body) + "\n" + Body);
}

} // namespace conure
