//===- Fingerprint.cpp ----------------------------------------------------===//
#include "tool/report/Fingerprint.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/SHA256.h"
#include <array>
#include <cstdio>

namespace conure::report {

namespace {

/// The rolling hash over a window of 100 UTF-16 units. A line's hash is that of the 100 units that start with it,
/// blanks skipped and CR LF taken as LF; a file's end counts as one unit 65535 and then zeros.
class LineHasher {
public:
  std::vector<std::string> run(const std::vector<std::uint16_t> &Units, unsigned Lines) {
    Hashes.resize(Lines);
    bool AfterCr = false;
    for (std::uint16_t U : Units) {
      if (U == ' ' || U == '\t' || (AfterCr && U == '\n')) {
        AfterCr = false;
        continue;
      }
      AfterCr = U == '\r';
      put(AfterCr ? std::uint16_t('\n') : U);
    }
    put(0xFFFF);
    for (unsigned I = 0; I < Window; ++I) {
      if (LineNumbers[Index] != None)
        emit();
      step(0);
    }
    return std::move(Hashes);
  }

private:
  static constexpr unsigned Window = 100, None = ~0u;
  static constexpr std::uint64_t Factor = 37;

  std::array<std::uint16_t, Window> Ring{};
  std::array<unsigned, Window> LineNumbers = [] {
    std::array<unsigned, Window> A;
    A.fill(None);
    return A;
  }();
  std::uint64_t Hash = 0, First = power();
  unsigned Index = 0, Line = 0;
  bool LineStart = true;
  std::map<std::string, unsigned> Ordinals;
  std::vector<std::string> Hashes;

  static std::uint64_t power() {
    std::uint64_t P = 1;
    for (unsigned I = 0; I < Window; ++I)
      P *= Factor;
    return P;
  }

  /// The line that starts at the oldest unit of the window is complete.
  void emit() {
    char Text[24];
    std::snprintf(Text, sizeof Text, "%llx", static_cast<unsigned long long>(Hash));
    unsigned &Ordinal = ++Ordinals[Text];
    unsigned At = LineNumbers[Index];
    if (At < Hashes.size())
      Hashes[At] = std::string(Text) + ":" + std::to_string(Ordinal);
    LineNumbers[Index] = None;
  }

  void step(std::uint16_t Unit) {
    std::uint16_t Oldest = Ring[Index];
    Ring[Index] = Unit;
    Hash = Factor * Hash + Unit - First * Oldest;
    Index = (Index + 1) % Window;
  }

  void put(std::uint16_t Unit) {
    if (LineNumbers[Index] != None)
      emit();
    if (LineStart) {
      LineStart = false;
      LineNumbers[Index] = Line++;
    }
    if (Unit == '\n')
      LineStart = true;
    step(Unit);
  }
};

std::string digest(const std::string &Text) {
  return llvm::toHex(llvm::SHA256::hash(llvm::arrayRefFromStringRef(llvm::StringRef(Text))), /*LowerCase=*/true)
      .substr(0, 32);
}

/// A line without blanks: reformatting leaves it as it is.
std::string words(std::string_view Line) {
  std::string Out;
  for (char C : Line)
    if (C != ' ' && C != '\t')
      Out += C;
  return Out;
}

} // namespace

std::vector<std::string> githubLineHashes(const SourceText &Text) {
  std::string Utf8 = toUtf8(Text.bytes());
  llvm::SmallVector<llvm::UTF16, 0> Units;
  llvm::convertUTF8ToUTF16String(Utf8, Units);
  return LineHasher().run(std::vector<std::uint16_t>(Units.begin(), Units.end()), Text.lines());
}

std::vector<std::string> stableFingerprints(const std::vector<Finding> &Findings, Sources &Text,
                                            const std::string &Root, const std::map<std::string, std::string> &Names) {
  std::map<std::string, unsigned> Ordinals;
  std::vector<std::string> Out;
  for (const Finding &F : Findings) {
    if (!F.Fingerprint.empty()) { // from a baseline: its line is not there any more
      Out.push_back(F.Fingerprint);
      continue;
    }
    std::string File = F.Where.File;
    if (File.starts_with(Root + "/"))
      File.erase(0, Root.size() + 1);
    if (auto Called = Names.find(F.Where.File); Called != Names.end())
      File = Called->second;
    const SourceText *Source = F.Where.valid() ? Text.get(F.Where.File) : nullptr;
    std::string Line = Source ? words(Source->line(F.Where.Line)) : "";
    std::string Hash = digest(F.Rule + '\0' + File + '\0' + F.Function + '\0' + F.Message + '\0' + Line);
    unsigned Ordinal = ++Ordinals[Hash];
    Out.push_back(Hash + ":" + std::to_string(Ordinal));
  }
  return Out;
}

} // namespace conure::report
