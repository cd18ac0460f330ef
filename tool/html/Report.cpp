//===- Report.cpp - A page that shows findings to people ------------------===//
#include "tool/html/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace conure {
namespace {

using Json = nlohmann::ordered_json;

// The page's parts, embedded from tool/html/page.*.
constexpr const char PageHtml[] =
#include "page.html.inc"
    ;
constexpr const char PageCss[] =
#include "page.css.inc"
    ;
constexpr const char PageJs[] =
#include "page.js.inc"
    ;

llvm::Error failure(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

llvm::Expected<Json> readSarif(const std::string &Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return failure("cannot read '" + Path + "': " + Buffer.getError().message());
  Json Log = Json::parse((*Buffer)->getBuffer().begin(), (*Buffer)->getBuffer().end(), nullptr,
                         /*allow_exceptions=*/false);
  if (Log.is_discarded())
    return failure("'" + Path + "' is not JSON");
  if (!Log.is_object() || Log.value("version", Json()) != "2.1.0" || !Log.contains("runs") || !Log["runs"].is_array())
    return failure("'" + Path + "' is not a SARIF 2.1.0 log: it needs \"version\": \"2.1.0\" and an array \"runs\"");
  return Log;
}

/// Every "uri" of an artifactLocation below \p Node.
void collectUris(const Json &Node, std::set<std::string> &Uris) {
  if (Node.is_object()) {
    auto Location = Node.find("artifactLocation");
    if (Location != Node.end() && Location->is_object()) {
      auto Uri = Location->find("uri");
      if (Uri != Location->end() && Uri->is_string())
        Uris.insert(Uri->get<std::string>());
    }
  }
  if (Node.is_structured())
    for (const Json &Child : Node)
      collectUris(Child, Uris);
}

std::string percentDecoded(llvm::StringRef Uri) {
  std::string Out;
  for (size_t I = 0; I < Uri.size(); ++I) {
    if (Uri[I] == '%' && I + 2 < Uri.size() && llvm::isHexDigit(Uri[I + 1]) && llvm::isHexDigit(Uri[I + 2])) {
      Out += static_cast<char>(llvm::hexDigitValue(Uri[I + 1]) * 16 + llvm::hexDigitValue(Uri[I + 2]));
      I += 2;
    } else {
      Out += Uri[I];
    }
  }
  return Out;
}

/// The SHA-256 that each artifact had when the check ran, by URI.
std::map<std::string, std::string> artifactHashes(const Json &Runs) {
  std::map<std::string, std::string> Hashes;
  for (const Json &Run : Runs) {
    if (!Run.is_object() || !Run.contains("artifacts"))
      continue;
    for (const Json &Artifact : Run["artifacts"]) {
      const Json Uri = Artifact.value("/location/uri"_json_pointer, Json());
      const Json Hash = Artifact.value("/hashes/sha-256"_json_pointer, Json());
      if (Uri.is_string() && Hash.is_string())
        Hashes[Uri.get<std::string>()] = llvm::StringRef(Hash.get<std::string>()).lower();
    }
  }
  return Hashes;
}

/// {"lines": […], "stale": …} of the file at \p Path, or null.
Json sourceOf(const std::string &Path, const std::string &KnownHash) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return nullptr;
  llvm::StringRef Text = (*Buffer)->getBuffer();
  Json Lines = Json::array();
  llvm::SmallVector<llvm::StringRef, 0> Split;
  Text.split(Split, '\n');
  for (llvm::StringRef Line : Split)
    Lines.push_back(Line.rtrim('\r').str());
  Json Source = {{"lines", std::move(Lines)}};
  if (!KnownHash.empty()) {
    auto Digest = llvm::SHA256::hash(llvm::ArrayRef(Text.bytes_begin(), Text.size()));
    if (llvm::toHex(Digest, /*LowerCase=*/true) != KnownHash)
      Source["stale"] = true;
  }
  return Source;
}

/// \p Data as text that can stand inside a script element.
std::string embeddable(const Json &Data) {
  std::string Text = Data.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string Out;
  Out.reserve(Text.size());
  for (char C : Text)
    Out += C == '<' ? std::string("\\u003c") : std::string(1, C);
  return Out;
}

std::string fillIn(llvm::StringRef Template, const std::map<llvm::StringRef, std::string> &Values) {
  std::string Out;
  while (true) {
    auto [Before, Rest] = Template.split('@');
    Out += Before;
    if (Rest.empty())
      return Out;
    auto [Name, After] = Rest.split('@');
    auto It = Values.find(Name);
    if (It == Values.end()) {
      Out += '@';
      Template = Rest;
    } else {
      Out += It->second;
      Template = After;
    }
  }
}

} // namespace

static llvm::Expected<std::string> render(const ReportInput &Input) {
  Json Runs = Json::array();
  for (const std::string &Path : Input.SarifPaths) {
    llvm::Expected<Json> Log = readSarif(Path);
    if (!Log)
      return Log.takeError();
    for (Json &Run : (*Log)["runs"])
      Runs.push_back(std::move(Run));
  }

  std::set<std::string> Uris;
  collectUris(Runs, Uris);
  const std::map<std::string, std::string> Hashes = artifactHashes(Runs);
  Json Sources = Json::object();
  for (const std::string &Uri : Uris) {
    std::string Relative = percentDecoded(Uri);
    llvm::StringRef Stripped(Relative);
    Stripped.consume_front("file://");
    llvm::SmallString<256> Path(Stripped);
    if (llvm::sys::path::is_relative(Path)) {
      Path = Input.SourceRoot.empty() ? "." : Input.SourceRoot;
      llvm::sys::path::append(Path, Stripped);
    }
    auto Hash = Hashes.find(Uri);
    Json Source = sourceOf(Path.str().str(), Hash == Hashes.end() ? "" : Hash->second);
    if (!Source.is_null())
      Sources[Relative] = std::move(Source);
  }

  Json Data = {{"runs", std::move(Runs)}, {"sources", std::move(Sources)}};
  if (!Input.GraphSvg.empty())
    Data["graph"] = Input.GraphSvg;
  return fillIn(PageHtml, {{"CSS", PageCss}, {"DATA", embeddable(Data)}, {"JS", PageJs}});
}

llvm::Expected<std::string> renderReport(const ReportInput &Input) {
  try {
    return render(Input);
  } catch (const std::exception &E) {
    return failure(std::string("a log is not SARIF 2.1.0: ") + E.what());
  }
}

} // namespace conure
