//===- Index.cpp - Summaries as data: merge, reachability, JSON -----------===//
#include "checks/model/Index.h"
#include "checks/model/ProcessCode.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <deque>
#include <nlohmann/json.hpp>

using Json = nlohmann::ordered_json;

namespace conure {
namespace {

constexpr int FormatVersion = 1;

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

void Index::merge(const Index &Other) {
  ReachedCache.reset();
  Rewriting.insert(Other.Rewriting.begin(), Other.Rewriting.end());
  for (const auto &[Base, Names] : Other.Changing)
    Changing[Base].insert(Names.begin(), Names.end());
  Asked.insert(Other.Asked.begin(), Other.Asked.end());
  for (const auto &[File, Hashes] : Other.Sources)
    Sources[File].insert(Hashes.begin(), Hashes.end());
  for (const auto &[Key, Theirs] : Other.Functions) {
    Function &Ours = Functions[Key];
    Ours.HasBody |= Theirs.HasBody;
    Ours.Initialiser |= Theirs.Initialiser;
    Ours.Names.insert(Theirs.Names.begin(), Theirs.Names.end());
    Ours.Roots.insert(Theirs.Roots.begin(), Theirs.Roots.end());
    Ours.Overrides.insert(Theirs.Overrides.begin(), Theirs.Overrides.end());
    Ours.Calls.insert(Theirs.Calls.begin(), Theirs.Calls.end());
    Ours.Shared.insert(Theirs.Shared.begin(), Theirs.Shared.end());
    Ours.Blocking.insert(Theirs.Blocking.begin(), Theirs.Blocking.end());
    Ours.Unsafe.insert(Theirs.Unsafe.begin(), Theirs.Unsafe.end());
    Ours.Unseen.insert(Theirs.Unseen.begin(), Theirs.Unseen.end());
  }
}

const Index::Function *Index::find(const std::string &Key) const {
  auto It = Functions.find(Key);
  return It == Functions.end() ? nullptr : &It->second;
}

bool Index::hasBody(const std::string &Key) const {
  const Function *F = find(Key);
  return F && F->HasBody;
}

const std::map<std::string, Index::Reached> &Index::reached() const {
  if (!ReachedCache)
    computeReached();
  return *ReachedCache;
}

const Index::Reached *Index::reachedFunction(const std::string &Key) const {
  auto It = reached().find(Key);
  return It == reached().end() ? nullptr : &It->second;
}

/// The same walk as ProcessCode's, over summaries.
void Index::computeReached() const {
  ReachedCache.emplace();
  std::map<std::string, std::vector<std::string>> Overriders;
  for (const auto &[Key, F] : Functions)
    for (const std::string &Base : F.Overrides)
      Overriders[Base].push_back(Key);

  struct Task {
    std::string Key;
    Reached Way;
  };
  std::deque<Task> Queues[3];
  std::set<std::pair<std::string, int>> Seen;
  auto visit = [&](const std::string &Key, Reached Way) {
    int How = static_cast<int>(Way.How);
    if (!Functions.count(Key) || (How && Seen.count({Key, 0})) || !Seen.insert({Key, How}).second)
      return;
    Queues[How].push_back({Key, std::move(Way)});
  };
  for (const auto &[Key, F] : Functions)
    if (!F.Roots.empty())
      visit(Key, {Reach::Worker, *F.Roots.begin(), {}});

  while (true) {
    std::deque<Task> *Queue = nullptr;
    for (std::deque<Task> &Q : Queues)
      if (!Q.empty()) {
        Queue = &Q;
        break;
      }
    if (!Queue)
      return;
    Task T = std::move(Queue->front());
    Queue->pop_front();
    // A worker's way is told before one inside `blocking`.
    if (T.Way.How != Reach::Initialiser)
      if (auto [It, New] = ReachedCache->try_emplace(T.Key, T.Way); !New && T.Way.How < It->second.How)
        It->second = T.Way;
    for (const Call &C : Functions.at(T.Key).Calls) {
      Reached Next{Reach::Worker, T.Way.Root, {{C.Text, C.At}}};
      if (C.Kind == "constant" || (T.Way.How == Reach::Initialiser && C.Kind != "address"))
        Next.How = Reach::Initialiser;
      else if (T.Way.How == Reach::OffWorker || C.OffWorker)
        Next.How = Reach::OffWorker;
      Next.Path.insert(Next.Path.end(), T.Way.Path.begin(), T.Way.Path.end());
      visit(C.To, Next);
      if (C.Kind == "virtual" || C.Kind == "address")
        if (auto It = Overriders.find(C.To); It != Overriders.end())
          for (const std::string &Key : It->second)
            visit(Key, Next);
    }
  }
}

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
    Out["functions"].push_back(std::move(One));
  }
  if (!Rewriting.empty())
    Out["rewriting"] = Rewriting;
  if (!Changing.empty())
    Out["changing"] = Changing;
  if (!Asked.empty())
    Out["asked"] = Asked;
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
  Read.sets(In, "sources", Out.Sources);
  if (!Read.Ok) {
    Error = "the index is damaged; run 'conure index' again";
    return std::nullopt;
  }
  return Out;
}

std::optional<Index> Index::load(llvm::StringRef Path, std::string &Error) {
  std::set<std::string> Files; // sorted: messages do not depend on the directory's order
  std::error_code Code;
  if (llvm::sys::fs::is_directory(Path)) {
    for (llvm::sys::fs::directory_iterator It(Path, Code), End; It != End && !Code; It.increment(Code))
      if (llvm::sys::path::extension(It->path()) == ".json")
        Files.insert(It->path());
    if (Code) {
      Error = "cannot read the directory '" + Path.str() + "': " + Code.message();
      return std::nullopt;
    }
    if (Files.empty()) {
      Error = "there is no *.json in '" + Path.str() + "'";
      return std::nullopt;
    }
  } else {
    Files.insert(Path.str());
  }
  Index All;
  for (const std::string &File : Files) {
    auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
    if (!Buffer) {
      Error = "cannot read the index '" + File + "': " + Buffer.getError().message();
      return std::nullopt;
    }
    std::string Why;
    std::optional<Index> One = fromJson((*Buffer)->getBuffer(), Why);
    if (!One) {
      Error = File + ": " + Why;
      return std::nullopt;
    }
    All.merge(*One);
  }
  return All;
}

} // namespace conure
