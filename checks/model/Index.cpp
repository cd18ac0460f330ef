//===- Index.cpp - Summaries as data: merge, reachability, files ----------===//
#include "checks/model/Index.h"
#include "checks/model/ProcessCode.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <deque>

namespace conure {

void Index::merge(const Index &Other) {
  ReachedCache.reset();
  KeepsCache.reset();
  Rewriting.insert(Other.Rewriting.begin(), Other.Rewriting.end());
  for (const auto &[Base, Names] : Other.Changing)
    Changing[Base].insert(Names.begin(), Names.end());
  Asked.insert(Other.Asked.begin(), Other.Asked.end());
  Holding.insert(Other.Holding.begin(), Other.Holding.end());
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
    Ours.Keeps.insert(Theirs.Keeps.begin(), Theirs.Keeps.end());
    Ours.HandsOn.insert(Theirs.HandsOn.begin(), Theirs.HandsOn.end());
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
