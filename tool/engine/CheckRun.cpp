//===- CheckRun.cpp -------------------------------------------------------===//
#include "tool/engine/CheckRun.h"
#include "tool/engine/Cache.h"
#include "tool/engine/ParseUnit.h"
#include "tool/engine/UnitCheck.h"
#include "tool/engine/Wire.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/PrettyStackTrace.h"
#include <cstring>

namespace conure {

namespace {

/// The lines of a crash that tell what was being done: "Assertion …" and the numbered "Stack dump".
std::vector<std::string> crashLines(llvm::StringRef Complaints) {
  std::vector<std::string> Out;
  llvm::SmallVector<llvm::StringRef, 16> Lines;
  Complaints.split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Line : Lines) {
    Line = Line.trim();
    bool Numbered = Line.size() > 2 && llvm::isDigit(Line[0]) && Line[1] == '.' && !Line.contains("Program arguments");
    if (Numbered || Line.contains("Assertion") || Line.contains("terminate called") || Line.contains("what():") ||
        Line.contains("LLVM ERROR") || Line.contains("UNREACHABLE"))
      Out.push_back(Line.str());
  }
  return Out;
}

report::UnitResult failedUnit(const std::string &File, const TaskResult &R, unsigned Timeout) {
  report::UnitResult U;
  U.Unit = File;
  U.Failed = true;
  report::Notification N{report::Level::Error, "crash", "", {File, 0, 0, {}}, {}, File};
  if (R.TimedOut) {
    N.Kind = "timeout";
    N.Message = "the analysis took more than " + std::to_string(Timeout) + " s and was stopped (--timeout)";
  } else if (R.Signal) {
    N.Message = std::string("the analysis crashed: ") + strsignal(R.Signal) + "; this is a bug of conure";
  } else {
    N.Message = "the analysis ended without a result; this is a bug of conure";
  }
  for (const std::string &Line : crashLines(R.Complaints))
    N.Notes.push_back({report::Role::Reason, {}, Line});
  U.Notifications.push_back(std::move(N));
  return U;
}

/// The units whose result is not in the cache, each in a worker.
CheckOutcome runUnits(const std::vector<UnitJob> &Jobs, const PoolOptions &Pool, UnitCache *Cache,
                      const std::function<report::UnitResult(const UnitJob &)> &Work) {
  CheckOutcome Out;
  Out.Units.resize(Jobs.size());
  std::vector<std::function<std::string()>> Tasks;
  std::vector<size_t> JobOf;
  for (size_t I = 0; I < Jobs.size(); ++I) {
    if (auto Known = Cache ? Cache->find(Jobs[I]) : std::nullopt) {
      Out.Units[I] = std::move(*Known);
      Out.keepShared(Out.Units[I]);
      continue;
    }
    JobOf.push_back(I);
    Tasks.push_back([&Job = Jobs[I], &Work] {
      llvm::EnablePrettyStackTrace(); // a crash then says what was being parsed
      return encode(Work(Job));
    });
  }
  Out.Parses = Tasks.size();
  Out.Signal = runTasks(Tasks, Pool, [&](unsigned Index, TaskResult R) {
    const UnitJob &Job = Jobs[JobOf[Index]];
    auto Decoded = R.Completed ? decode(R.Output) : std::nullopt;
    report::UnitResult &Slot = Out.Units[JobOf[Index]];
    Slot = Decoded ? std::move(*Decoded) : failedUnit(Job.File, R, Pool.TimeoutSeconds);
    if (Cache && Decoded)
      Cache->store(Job, Slot);
    Out.keepShared(Slot);
  });
  return Out;
}

} // namespace

void CheckOutcome::keepShared(report::UnitResult &Unit) {
  Files.merge(Unit.Files);
  for (auto &[File, Hash] : Unit.Inputs)
    Inputs.insert(File);
  Unit.Files.clear();
  Unit.Inputs.clear();
  Unit.Absent.clear();
  Unit.Absent.shrink_to_fit();
}

void CheckOutcome::addPass(CheckOutcome &Other) {
  Files.merge(Other.Files);
  Inputs.merge(Other.Inputs);
  Parses += Other.Parses;
  Signal = Other.Signal;
}

CheckOutcome checkUnits(const std::vector<UnitJob> &Jobs, const CheckSettings &Settings, const PoolOptions &Pool,
                        UnitCache *Cache) {
  return runUnits(Jobs, Pool, Cache, [&](const UnitJob &Job) { return checkUnit(Job, Settings); });
}

CheckOutcome analyseUnits(const std::vector<UnitJob> &Jobs, const PoolOptions &Pool,
                          const std::function<std::string(clang::ASTContext &)> &Analyse, UnitCache *Cache) {
  return runUnits(Jobs, Pool, Cache, [&](const UnitJob &Job) {
    report::UnitResult U;
    parseUnit(Job, Cache != nullptr, U, [&](clang::ASTContext &Ctx) { U.Payload = Analyse(Ctx); });
    return U;
  });
}

} // namespace conure
