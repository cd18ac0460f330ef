//===- SourceText.cpp -----------------------------------------------------===//
#include "tool/report/SourceText.h"
#include <fstream>
#include <iterator>

namespace conure::report {

SourceText::SourceText(std::string Text) : Bytes(std::move(Text)) {
  Starts.push_back(0);
  for (unsigned I = 0; I < Bytes.size(); ++I)
    if (Bytes[I] == '\n' || (Bytes[I] == '\r' && (I + 1 == Bytes.size() || Bytes[I + 1] != '\n')))
      Starts.push_back(I + 1);
}

std::string_view SourceText::line(unsigned N) const {
  if (N == 0 || N > Starts.size())
    return {};
  unsigned Begin = Starts[N - 1], End = N < Starts.size() ? Starts[N] : unsigned(Bytes.size());
  std::string_view Text = std::string_view(Bytes).substr(Begin, End - Begin);
  while (!Text.empty() && (Text.back() == '\n' || Text.back() == '\r'))
    Text.remove_suffix(1);
  return Text;
}

namespace {

/// Length of the valid UTF-8 sequence at the start of \p S, or 0.
unsigned sequenceLength(std::string_view S) {
  auto Byte = [&](unsigned I) { return static_cast<unsigned char>(S[I]); };
  auto Tail = [&](unsigned N) {
    for (unsigned I = 1; I < N; ++I)
      if (I >= S.size() || (Byte(I) & 0xC0) != 0x80)
        return 0u;
    return N;
  };
  unsigned char B = Byte(0);
  if (B < 0x80)
    return 1;
  if (B < 0xC2)
    return 0;
  if (B < 0xE0)
    return Tail(2);
  if (B < 0xF0)
    return S.size() > 1 && ((B == 0xE0 && Byte(1) < 0xA0) || (B == 0xED && Byte(1) >= 0xA0)) ? 0 : Tail(3);
  if (B < 0xF5)
    return S.size() > 1 && ((B == 0xF0 && Byte(1) < 0x90) || (B == 0xF4 && Byte(1) >= 0x90)) ? 0 : Tail(4);
  return 0;
}

} // namespace

unsigned SourceText::utf16Column(unsigned Line, unsigned Column) const {
  std::string_view Text = line(Line);
  unsigned Units = 1;
  for (unsigned I = 0; I + 1 < Column;) {
    if (I >= Text.size()) { // past the end: the line break, or a column that is not there any more
      Units += Column - 1 - I;
      break;
    }
    unsigned Length = sequenceLength(Text.substr(I));
    Units += Length == 4 ? 2 : 1;
    I += Length ? Length : 1;
  }
  return Units;
}

const SourceText *Sources::get(const std::string &File) {
  auto [It, New] = Loaded.try_emplace(File);
  if (New) {
    std::ifstream In(File, std::ios::binary);
    std::string Text{std::istreambuf_iterator<char>(In), {}};
    if (In.good() || In.eof())
      It->second = std::make_unique<SourceText>(std::move(Text));
  }
  return It->second.get();
}

std::string toUtf8(std::string_view Bytes) {
  std::string Out;
  Out.reserve(Bytes.size());
  while (!Bytes.empty()) {
    unsigned Length = sequenceLength(Bytes);
    if (Length)
      Out += Bytes.substr(0, Length);
    else
      Out += "\xEF\xBF\xBD";
    Bytes.remove_prefix(Length ? Length : 1);
  }
  return Out;
}

} // namespace conure::report
