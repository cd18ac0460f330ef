//===- IndexJson.cpp - Summaries as JSON ------------------------------------===//
#include "checks/model/BorrowTypes.h"
#include "checks/model/Index.h"
#include <nlohmann/json.hpp>

using Json = nlohmann::ordered_json;

namespace conure {
namespace {

constexpr int FormatVersion = 2;

Json placeJson(const Index::Place &P) { return Json::array({P.File, P.Line, P.Column}); }

Json touchesJson(const std::set<Index::Touch> &Touches) {
  Json Out = Json::array();
  for (const Index::Touch &T : Touches)
    Out.push_back({{"what", T.What}, {"at", placeJson(T.At)}});
  return Out;
}

/// Reads values of a JSON object that came from outside: whatever is missing or
/// of the wrong type makes Ok false, and nothing throws.
struct Reader {
  bool Ok = true;

  std::string text(const Json &Object, const char *Key) {
    auto It = Object.find(Key);
    if (It == Object.end() || !It->is_string())
      return Ok = false, "";
    return It->get<std::string>();
  }
  bool flag(const Json &Object, const char *Key) {
    auto It = Object.find(Key);
    if (It == Object.end())
      return false;
    if (!It->is_boolean())
      return Ok = false;
    return It->get<bool>();
  }
  Index::Place place(const Json &Object) {
    auto It = Object.find("at");
    Index::Place P;
    if (It == Object.end() || !It->is_array() || It->size() != 3 || !(*It)[0].is_string() ||
        !(*It)[1].is_number_unsigned() || !(*It)[2].is_number_unsigned()) {
      Ok = false;
      return P;
    }
    P.File = (*It)[0].get<std::string>();
    P.Line = (*It)[1].get<unsigned>();
    P.Column = (*It)[2].get<unsigned>();
    return P;
  }
  template <class Each> void list(const Json &Object, const char *Key, Each Visit) {
    auto It = Object.find(Key);
    if (It == Object.end())
      return;
    if (!It->is_array()) {
      Ok = false;
      return;
    }
    for (const Json &Item : *It)
      Visit(Item);
  }
  int number(const Json &Item) {
    if (Item.is_number_integer())
      return Item.get<int>();
    Ok = false;
    return 0;
  }
  std::string kept(const Json &Item) {
    if (Item.is_string() && keptNamed(Item.get_ref<const std::string &>()))
      return Item.get<std::string>();
    Ok = false;
    return "";
  }
  void strings(const Json &Object, const char *Key, std::set<std::string> &Out) {
    list(Object, Key, [&](const Json &Item) {
      if (Item.is_string())
        Out.insert(Item.get<std::string>());
      else
        Ok = false;
    });
  }
  void sets(const Json &Object, const char *Key, std::map<std::string, std::set<std::string>> &Out) {
    auto It = Object.find(Key);
    if (It == Object.end())
      return;
    Ok &= It->is_object();
    for (const auto &[Name, Set] : It->items())
      strings(*It, Name.c_str(), Out[Name]);
  }
  void touches(const Json &Object, const char *Key, std::set<Index::Touch> &Out) {
    list(Object, Key, [&](const Json &Item) {
      if (Item.is_object())
        Out.insert({text(Item, "what"), place(Item)});
      else
        Ok = false;
    });
  }
};

} // namespace

std::string Index::toJson() const {
  Json Out = {{"conure-index", FormatVersion}, {"functions", Json::array()}};
  for (const auto &[Key, F] : Functions) {
    Json One = {{"key", Key}};
    auto strings = [&](const char *Name, const std::set<std::string> &Set) {
      if (!Set.empty())
        One[Name] = Set;
    };
    auto touches = [&](const char *Name, const std::set<Touch> &Set) {
      if (!Set.empty())
        One[Name] = touchesJson(Set);
    };
    strings("names", F.Names);
    if (F.HasBody)
      One["body"] = true;
    if (F.Initialiser)
      One["initialiser"] = true;
    strings("roots", F.Roots);
    strings("overrides", F.Overrides);
    if (!F.Calls.empty()) {
      Json Calls = Json::array();
      for (const Call &C : F.Calls) {
        Json Edge = {{"to", C.To}, {"kind", C.Kind}};
        if (C.OffWorker)
          Edge["off-worker"] = true;
        if (C.OwnObject)
          Edge["own-object"] = true;
        Edge["text"] = C.Text;
        Edge["at"] = placeJson(C.At);
        Calls.push_back(std::move(Edge));
      }
      One["calls"] = std::move(Calls);
    }
    touches("shared", F.Shared);
    touches("blocking", F.Blocking);
    touches("unsafe", F.Unsafe);
    touches("unseen", F.Unseen);
    for (const Keep &K : F.Keeps)
      One["keeps"].push_back({K.From, K.Into, K.As});
    for (const HandOn &H : F.HandsOn)
      One["hands-on"].push_back({H.From, H.To, H.Parameter, H.As, H.Hidden});
    Out["functions"].push_back(std::move(One));
  }
  if (!Rewriting.empty())
    Out["rewriting"] = Rewriting;
  if (!Changing.empty())
    Out["changing"] = Changing;
  if (!Asked.empty())
    Out["asked"] = Asked;
  if (!Holding.empty())
    Out["holding"] = Holding;
  if (!Sources.empty())
    Out["sources"] = Sources;
  return Out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<Index> Index::fromJson(llvm::StringRef Text, std::string &Error) {
  Json In = Json::parse(Text.begin(), Text.end(), nullptr, /*allow_exceptions=*/false);
  auto Version = In.is_object() ? In.find("conure-index") : In.end();
  if (!In.is_object() || Version == In.end() || !Version->is_number_integer()) {
    Error = "not an index: there is no \"conure-index\" in it";
    return std::nullopt;
  }
  if (Version->get<int>() != FormatVersion) {
    Error = "the index has format " + Version->dump() + ", this version reads " + std::to_string(FormatVersion) +
            "; run 'conure index' again";
    return std::nullopt;
  }
  Index Out;
  Reader Read;
  Read.list(In, "functions", [&](const Json &One) {
    if (!One.is_object()) {
      Read.Ok = false;
      return;
    }
    Index Single; // merged, so that a repeated key loses nothing
    Function &F = Single.Functions[Read.text(One, "key")];
    Read.strings(One, "names", F.Names);
    F.HasBody = Read.flag(One, "body");
    F.Initialiser = Read.flag(One, "initialiser");
    Read.strings(One, "roots", F.Roots);
    Read.strings(One, "overrides", F.Overrides);
    Read.list(One, "calls", [&](const Json &Edge) {
      if (!Edge.is_object()) {
        Read.Ok = false;
        return;
      }
      F.Calls.insert({Read.text(Edge, "to"), Read.text(Edge, "kind"), Read.flag(Edge, "off-worker"),
                      Read.flag(Edge, "own-object"), Read.text(Edge, "text"), Read.place(Edge)});
    });
    Read.touches(One, "shared", F.Shared);
    Read.touches(One, "blocking", F.Blocking);
    Read.touches(One, "unsafe", F.Unsafe);
    Read.touches(One, "unseen", F.Unseen);
    Read.list(One, "keeps", [&](const Json &K) {
      if (K.is_array() && K.size() == 3)
        F.Keeps.insert({Read.number(K[0]), Read.number(K[1]), Read.kept(K[2])});
      else
        Read.Ok = false;
    });
    Read.list(One, "hands-on", [&](const Json &H) {
      if (H.is_array() && H.size() == 5 && H[1].is_string() && H[4].is_boolean())
        F.HandsOn.insert(
            {Read.number(H[0]), H[1].get<std::string>(), Read.number(H[2]), Read.kept(H[3]), H[4].get<bool>()});
      else
        Read.Ok = false;
    });
    Out.merge(Single);
  });
  Read.list(In, "rewriting", [&](const Json &One) {
    Fact F;
    if (!One.is_array())
      Read.Ok = false;
    else
      for (const Json &Word : One)
        if (Word.is_string())
          F.push_back(Word.get<std::string>());
        else
          Read.Ok = false;
    Out.Rewriting.insert(std::move(F));
  });
  Read.sets(In, "changing", Out.Changing);
  Read.strings(In, "asked", Out.Asked);
  Read.strings(In, "holding", Out.Holding);
  Read.sets(In, "sources", Out.Sources);
  if (!Read.Ok) {
    Error = "the index is damaged; run 'conure index' again";
    return std::nullopt;
  }
  return Out;
}

} // namespace conure
