//===- CrossUnit.cpp ------------------------------------------------------===//
#include "tool/engine/CrossUnit.h"
#include "checks/model/Index.h"
#include "checks/model/Model.h"
#include "checks/model/Scope.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

namespace conure {

namespace {

CheckOutcome checkOnce(const std::vector<UnitJob> &Jobs, const CheckSettings &Settings, const PoolOptions &Pool,
                       const CacheMaker &MakeCache) {
  std::optional<UnitCache> Cache = MakeCache(Settings);
  return checkUnits(Jobs, Settings, Pool, Cache ? &*Cache : nullptr);
}

/// True if checking the unit that \p Own summarises gives other findings once \p All is known: process code elsewhere
/// reaches a function of it, process code of it calls what is defined elsewhere, what it gives a borrow to may be of a
/// class that another unit derives, or another unit knows what a function keeps of it.
bool isAffected(const Index &Own, const Index &All) {
  for (const std::string &Key : Own.Asked) {
    if (All.Changing.contains(Key) && !Own.Changing.contains(Key))
      return true;
    if (All.Holding.contains(Key) && !Own.Holding.contains(Key))
      return true;
    if (All.hasBody(Key) && !Own.hasBody(Key))
      return true;
    if (All.keeps(Key, true) != Own.keeps(Key, true))
      return true;
  }
  for (const auto &[Key, Function] : Own.functions()) {
    if (!All.reachedFunction(Key))
      continue;
    if (Function.HasBody && !Own.reachedFunction(Key))
      return true;
    for (const Index::Call &Call : Function.Calls)
      if (!Own.hasBody(Call.To) && All.hasBody(Call.To))
        return true;
  }
  return false;
}

/// The summaries of \p Units; one that is missing or unreadable leaves nullopt: that unit is on its own.
std::vector<std::optional<Index>> readSummaries(std::vector<report::UnitResult> &Units) {
  std::vector<std::optional<Index>> Out;
  for (report::UnitResult &U : Units) {
    std::string Error;
    Out.push_back(U.Failed || U.Payload.empty() ? std::nullopt : Index::fromJson(U.Payload, Error));
    U.Payload.clear();
  }
  return Out;
}

} // namespace

CheckOutcome checkTogether(const std::vector<UnitJob> &Jobs, CheckSettings Settings, const PoolOptions &Pool,
                           const CacheMaker &MakeCache) {
  // An index that was asked for knows more than these units do.
  Settings.Summarise = Jobs.size() > 1 && Settings.Config.IndexPath.empty();
  CheckOutcome Out = checkOnce(Jobs, Settings, Pool, MakeCache);
  if (!Settings.Summarise || Out.Signal)
    return Out;

  std::vector<std::optional<Index>> Summaries = readSummaries(Out.Units);
  Index All;
  for (const std::optional<Index> &One : Summaries)
    if (One)
      All.merge(*One);
  if (All.reached().empty())
    return Out; // no process code anywhere

  // Units that do not mention Conure were not summarised; what they define may still be reached.
  std::vector<UnitJob> Rest;
  std::vector<size_t> RestOf;
  for (size_t I = 0; I < Jobs.size(); ++I)
    if (!Summaries[I] && !Out.Units[I].Failed) {
      Rest.push_back(Jobs[I]);
      RestOf.push_back(I);
    }
  CheckSettings SummaryOnly = Settings;
  SummaryOnly.Rules.clear(); // which tells these results from those of the checks
  std::optional<UnitCache> Cache = MakeCache(SummaryOnly);
  CheckOutcome Others = analyseUnits(
      Rest, Pool,
      [&](clang::ASTContext &Ctx) {
        ModelCache Models(Settings.Config);
        Model &M = Models.get(Ctx);
        Ctx.setTraversalScope(userDecls(M));
        return indexUnit(M, "").toJson();
      },
      Cache ? &*Cache : nullptr);
  Out.addPass(Others);
  if (Out.Signal)
    return Out;
  std::vector<std::optional<Index>> More = readSummaries(Others.Units);
  for (size_t I = 0; I < More.size(); ++I)
    if (More[I]) {
      All.merge(*More[I]);
      Summaries[RestOf[I]] = std::move(More[I]);
    }

  std::vector<UnitJob> Again;
  std::vector<size_t> AgainOf;
  for (size_t I = 0; I < Jobs.size(); ++I)
    if (Summaries[I] && isAffected(*Summaries[I], All)) {
      Again.push_back(Jobs[I]);
      AgainOf.push_back(I);
    }
  if (Again.empty())
    return Out;

  llvm::SmallString<128> File;
  int Descriptor;
  if (std::error_code E = llvm::sys::fs::createTemporaryFile("conure-index", "json", Descriptor, File)) {
    for (size_t I : AgainOf) {
      Out.Units[I].Failed = true;
      Out.Units[I].Notifications.push_back({report::Level::Error,
                                            "no-index",
                                            "the other units' summaries cannot be written: " + E.message(),
                                            {},
                                            {},
                                            Jobs[I].File});
    }
    return Out;
  }
  struct Removal {
    std::string File;
    ~Removal() { llvm::sys::fs::remove(File); }
  } Remove{File.str().str()};
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << All.toJson();
  Settings.Config.IndexPath = File.str().str();
  Settings.Summarise = false;
  CheckOutcome Second = checkOnce(Again, Settings, Pool, MakeCache);
  Out.addPass(Second);
  for (size_t I = 0; I < Second.Units.size(); ++I)
    Out.Units[AgainOf[I]] = std::move(Second.Units[I]);
  return Out;
}

} // namespace conure
