//===- SourceText.h - Lines of the files that findings point into ---------===//
//
// Defines SourceText, the bytes of one file by line, and Sources, which loads
// each file once. For output formats that show or count source text.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_REPORT_SOURCETEXT_H
#define CONURE_TOOL_REPORT_SOURCETEXT_H

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace conure::report {

class SourceText {
public:
  explicit SourceText(std::string Bytes);
  unsigned lines() const { return unsigned(Starts.size()); }
  /// Line \p N (from 1) without its end; empty if there is none.
  std::string_view line(unsigned N) const;
  std::string_view bytes() const { return Bytes; }
  unsigned offsetOf(unsigned Line) const { return Line && Line <= Starts.size() ? Starts[Line - 1] : 0; }
  /// The column (from 1) in UTF-16 units of byte column \p Column of line \p Line.
  unsigned utf16Column(unsigned Line, unsigned Column) const;

private:
  std::string Bytes;
  std::vector<unsigned> Starts;
};

class Sources {
public:
  /// Null if the file cannot be read (it may have vanished since it was parsed).
  const SourceText *get(const std::string &File);

private:
  std::map<std::string, std::unique_ptr<SourceText>> Loaded;
};

/// \p Bytes as valid UTF-8: what is not becomes U+FFFD.
std::string toUtf8(std::string_view Bytes);

} // namespace conure::report

#endif
