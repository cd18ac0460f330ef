//===- Results.cpp - Joining the results of units -------------------------===//
#include "tool/report/Results.h"
#include <algorithm>
#include <tuple>

namespace conure::report {

const char *levelName(Level L) { return L == Level::Error ? "error" : L == Level::Warning ? "warning" : "note"; }

const char *roleName(Role R) {
  switch (R) {
  case Role::Reason:
    return "reason";
  case Role::Declared:
    return "declared";
  case Role::Moved:
    return "moved";
  case Role::Borrowed:
    return "borrowed";
  case Role::Sent:
    return "sent";
  case Role::Used:
    return "used";
  case Role::Help:
    return "help";
  case Role::Macro:
    return "macro";
  }
  return "";
}

unsigned Results::count(Level L) const {
  return std::count_if(Findings.begin(), Findings.end(), [&](const Finding &F) {
    return F.Severity == L && !F.Hidden && (F.State == Baseline::None || F.State == Baseline::New);
  });
}

unsigned Results::hidden() const {
  return std::count_if(Findings.begin(), Findings.end(), [](const Finding &F) { return F.Hidden.has_value(); });
}

unsigned Results::trusted() const {
  return std::count_if(Findings.begin(), Findings.end(),
                       [](const Finding &F) { return F.Rule == "trusted-reason" && F.Severity == Level::Note; });
}

namespace {

auto orderOf(const Finding &F) {
  return std::tie(F.Where.File, F.Where.Line, F.Where.Column, F.Rule, F.Message, F.Where.Range, F.Notes, F.Fixes);
}

/// Findings with equal keys are one finding: instantiations of a template that break a rule in the same words. Ones
/// that name other types have another cause.
auto identityOf(const Finding &F) {
  return std::make_tuple(F.Rule, F.Where.File, F.Where.Line, F.Where.Column, F.Message);
}

template <class T> void sortUnique(std::vector<T> &V) {
  std::sort(V.begin(), V.end());
  V.erase(std::unique(V.begin(), V.end()), V.end());
}

void deduplicate(std::vector<Finding> &Findings) {
  // A finding that one unit hides and another does not is shown, so the unhidden one comes first.
  std::sort(Findings.begin(), Findings.end(), [](const Finding &A, const Finding &B) {
    if (auto C = orderOf(A) <=> orderOf(B); C != 0)
      return C < 0;
    return !A.Hidden && B.Hidden;
  });
  std::set<decltype(identityOf(Findings.front()))> Seen;
  std::erase_if(Findings, [&](const Finding &F) { return !Seen.insert(identityOf(F)).second; });
}

/// A comment counts as used if it hid something in any unit.
std::vector<NolintComment> unused(const std::vector<UnitResult> &Units) {
  std::map<Place, NolintComment> All;
  for (const UnitResult &U : Units) {
    if (U.Failed)
      continue;
    for (const NolintComment &N : U.Nolints) {
      auto [It, New] = All.try_emplace(N.Where, N);
      It->second.Used |= N.Used;
    }
  }
  std::vector<NolintComment> Out;
  for (auto &[Where, N] : All)
    if (!N.Used)
      Out.push_back(N);
  return Out;
}

/// A remark on a header is one, whichever units read it; a failure is told for each unit that failed.
bool saidOnce(const Notification &N) { return N.Severity != Level::Error && N.Where.valid(); }

} // namespace

Results merge(std::vector<UnitResult> Units) {
  std::sort(Units.begin(), Units.end(), [](const UnitResult &A, const UnitResult &B) { return A.Unit < B.Unit; });
  Results R;
  R.UnusedNolints = unused(Units);
  std::set<Notification> Said;
  for (UnitResult &U : Units) {
    R.Units.push_back(U.Unit);
    if (U.Failed)
      R.FailedUnits.push_back(U.Unit);
    R.Findings.insert(R.Findings.end(), U.Findings.begin(), U.Findings.end());
    for (const Notification &N : U.Notifications) // in the compiler's order: the first error explains the rest
    {
      Notification Key = N;
      if (saidOnce(N))
        Key.Unit.clear();
      if (Said.insert(std::move(Key)).second)
        R.Notifications.push_back(N);
    }
    R.Files.insert(U.Files.begin(), U.Files.end());
    R.Skipped.insert(U.Skipped.begin(), U.Skipped.end());
    for (auto &[Rule, Seconds] : U.RuleSeconds)
      R.RuleSeconds[Rule] += Seconds;
    R.ParseSeconds += U.ParseSeconds;
    R.CheckSeconds += U.CheckSeconds;
    R.Cached += U.FromCache;
  }
  sortUnique(R.Units);
  sortUnique(R.FailedUnits);
  deduplicate(R.Findings);
  return R;
}

} // namespace conure::report
