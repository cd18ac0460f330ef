//===- Flow.cpp - The lattice and the run to its fixed point --------------===//
#include "checks/model/Flow.h"
#include "checks/model/FactBuilder.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/FlowSensitive/DataflowWorklist.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace conure {

bool FlowState::join(const FlowState &Other) {
  if (!Reached) {
    *this = Other;
    Reached = true;
    return true;
  }
  bool Changed = Moved.unite(Other.Moved);
  Changed |= Sent.unite(Other.Sent);
  Changed |= Loans.unite(Other.Loans);
  Changed |= AllMoved.intersect(Other.AllMoved);
  Changed |= AllLoans.intersect(Other.AllLoans);
  return Changed;
}

FunctionFlow::FunctionFlow(FlowEngine &Engine, const FunctionDecl *F)
    : Engine(Engine), F(F), Places(std::make_shared<PlaceTable>()), Resolver(Engine.context(), *Places) {
  Resolver.scan(F->getBody());
  FactBuilder Builder(Engine, Resolver, Facts);
  Builder.build(F);
  expandHelpers();
  mirrorSwaps();
  for (LoanId L = 0; L < Facts.Loans.size(); ++L)
    LoansHeldBy[Facts.Loans[L].Holder].push_back(L);
  for (PlaceId P = 0; P < Places->size(); ++P)
    if (((*Places)[P].Kind == Step::Element || (*Places)[P].Kind == Step::Slot) && (*Places)[P].Key &&
        PlaceTable::indexVariable((*Places)[P].Key))
      PlacesByIndex[PlaceTable::indexVariable((*Places)[P].Key)].push_back(P);
  for (LoanId L = 0; L < Facts.Loans.size(); ++L)
    LoansByRoot.try_emplace(Places->rootOf(Facts.Loans[L].Of), Facts.Loans.size()).first->second.set(L);
}

llvm::SmallVector<LoanId, 8> FunctionFlow::loansUnder(PlaceId P, const SharedBits &Live) const {
  llvm::SmallVector<LoanId, 8> Found;
  if (auto It = LoansByRoot.find(Places->rootOf(P)); It != LoansByRoot.end())
    It->second.forEachCommon(Live, [&](LoanId L) { Found.push_back(L); });
  return Found;
}

/// A method of the same object may read, fill or empty the fields that are
/// moved out when it is called. Its body tells; without one, a process's helper
/// counts as reading and anybody else's as filling them again.
void FunctionFlow::expandHelpers() {
  bool MovesFields = false;
  for (FactId I = 0; I < Facts.size() && !MovesFields; ++I)
    MovesFields = Facts[I].Kind == FactKind::Move && Places->isThisRooted(Facts[I].Where);
  const bool Process = Engine.processOf(F) != nullptr;
  // A helper's own helpers count for whoever has moved a field before calling it.
  if (!MovesFields && !Process)
    return;
  for (FactId I = 0, Count = Facts.size(); I < Count; ++I) {
    Fact Call = Facts[I];
    if (Call.Kind != FactKind::Helper)
      continue;
    auto Add = [&](FactKind Kind, PlaceId Where, const Stmt *At, SourceLocation Loc) {
      Fact New{Kind};
      New.Where = Where;
      New.At = At;
      New.Loc = Loc;
      New.Indirect = true;
      Facts.add(Call.At, New);
    };
    const Summary &S = Engine.summary(Call.Callee);
    if (S.Known) {
      for (const Effect &E : S.Reads)
        if (Process && S.Places->isThisRooted(E.Where))
          Add(FactKind::Use, Places->translate(*S.Places, E.Where), E.At, E.Loc);
      for (const Effect &E : S.Restores)
        if (S.Places->isThisRooted(E.Where))
          Add(FactKind::Restore, Places->translate(*S.Places, E.Where), E.At, E.Loc);
    } else if (Process) {
      if (!Call.Callee->hasBody())
        Add(FactKind::Use, Places->thisRoot(), Call.At, Call.Loc);
    } else if (!Call.Callee->isConst()) {
      Add(FactKind::Restore, Places->thisRoot(), Call.At, Call.Loc);
    }
  }
}

bool FunctionFlow::isInteresting() const {
  return Facts.Moves || !Facts.Clashes.empty() || (!Facts.Loans.empty() && (Facts.Drops || mayOutlive())) ||
         Facts.Drops;
}

/// Some loan's holder may live longer than what it borrows.
bool FunctionFlow::mayOutlive() const {
  for (const Loan &L : Facts.Loans) {
    const auto *Owner = dyn_cast_or_null<VarDecl>(Places->rootDecl(L.Of));
    if (Owner && L.Holder && !L.ForSends && Owner->hasLocalStorage() && !Owner->getType()->isReferenceType() &&
        Engine.context().getSourceManager().isBeforeInTranslationUnit(L.Holder->getLocation(), Owner->getLocation()))
      return true;
  }
  return false;
}

FlowState FunctionFlow::initial(bool Reached) const {
  FlowState S;
  S.Moved = S.AllMoved = S.Sent = SharedBits(Places->size());
  S.Loans = S.AllLoans = SharedBits(Facts.Loans.size());
  S.Reached = Reached;
  return S;
}

void FunctionFlow::collectEvents() {
  Events.assign(Graph->getNumBlockIDs(), {});
  Tests.assign(Graph->getNumBlockIDs(), {});
  auto AddFacts = [&](std::vector<Event> &To, const void *Key) {
    for (FactId I = Facts.first(Key); I != NoId; I = Facts[I].Next)
      To.push_back({I, nullptr, nullptr});
  };
  // The graph of a coroutine lists what is awaited or yielded twice: as it is written, and within the suspension.
  const bool Coroutine = isa<CoroutineBodyStmt>(F->getBody());
  llvm::DenseSet<const Stmt *> Listed;
  for (const CFGBlock *B : llvm::reverse(*Graph)) {
    Tests[B->getBlockID()] = nullTest(B);
    std::vector<Event> &To = Events[B->getBlockID()];
    for (const CFGElement &E : *B) {
      if (auto End = E.getAs<CFGLifetimeEnds>()) {
        if (LoansHeldBy.contains(End->getVarDecl()) || Places->find(End->getVarDecl()) != NoPlace)
          To.push_back({NoId, End->getVarDecl(), End->getTriggerStmt()});
      } else if (auto S = E.getAs<CFGStmt>(); S && (!Coroutine || Listed.insert(S->getStmt()).second)) {
        if (const auto *D = dyn_cast<DeclStmt>(S->getStmt())) {
          for (const Decl *Each : D->decls())
            AddFacts(To, Each);
        } else {
          AddFacts(To, S->getStmt());
        }
      }
    }
  }
}

std::vector<FactId> FunctionFlow::unplaced() const {
  std::vector<bool> Placed(Facts.size());
  for (const std::vector<Event> &List : Events)
    for (const Event &E : List)
      if (!E.Ends)
        Placed[E.Id] = true;
  std::vector<FactId> Out;
  for (FactId I = 0; I < Facts.size(); ++I)
    if (!Placed[I])
      Out.push_back(I);
  return Out;
}

/// An edge for what a method throws that throws nothing: Clang's graph has one beside each call of a method, `noexcept`
/// or not.
static bool isNeverTaken(const CFGBlock *From, const CFGBlock *To) {
  if (!To || !isa_and_nonnull<CXXTryStmt>(To->getTerminatorStmt()) || From->empty())
    return false;
  const auto Last = From->back().getAs<CFGStmt>();
  const auto *Call = Last ? dyn_cast<CXXMemberCallExpr>(Last->getStmt()) : nullptr;
  const CXXMethodDecl *Callee = Call ? Call->getMethodDecl() : nullptr;
  const auto *Proto = Callee ? Callee->getType()->getAs<FunctionProtoType>() : nullptr;
  return Proto && !isUnresolvedExceptionSpec(Proto->getExceptionSpecType()) && Proto->isNothrow();
}

bool FunctionFlow::run(llvm::ArrayRef<PlaceId> EntryMoved) {
  if (GivenUp)
    return false;
  const Configuration &Config = Engine.model().configuration();
  if (!Graph) {
    CFG::BuildOptions Options;
    Options.setAllAlwaysAdd();
    Options.AddInitializers = true;
    Options.AddLifetime = true;
    Options.AddEHEdges = Facts.HasTry;
    Graph = CFG::buildCFG(F, F->getBody(), &Engine.context(), Options);
    if (!Graph || Graph->getNumBlockIDs() > Config.MaxBlocks) {
      GivenUp = true;
      Engine.skip(F, Graph ? SkippedFunction::Reason::TooLarge : SkippedFunction::Reason::NoGraph);
      return false;
    }
    collectEvents();
    findDeaths();
  }
  Entry.assign(Graph->getNumBlockIDs(), FlowState());
  FlowState Start = initial(true);
  for (PlaceId P : EntryMoved)
    forAll(P, [&](PlaceId Id) {
      Start.Moved.set(Id);
      Start.AllMoved.set(Id);
    });
  Entry[Graph->getEntry().getBlockID()] = std::move(Start);
  PostOrderCFGView Order(Graph.get());
  ForwardDataflowWorklist Worklist(*Graph, &Order);
  Worklist.enqueueBlock(&Graph->getEntry());
  while (const CFGBlock *B = Worklist.dequeue()) {
    if (++Visits > Config.MaxVisits) {
      GivenUp = true;
      Engine.skip(F, SkippedFunction::Reason::TooLarge);
      return false;
    }
    FlowState S = leave(B);
    unsigned Edge = 0;
    for (const CFGBlock *Next : B->succs()) {
      const PlaceId Set = notNullOn(B, Edge++);
      if (!Next || isNeverTaken(B, Next))
        continue;
      FlowState Over = S;
      if (Set != NoPlace && S.Moved.test(Set))
        forInline(Set, [&](PlaceId P) {
          Over.Moved.reset(P);
          Over.AllMoved.reset(P);
          Over.Sent.reset(P);
        });
      if (!Named.empty()) {
        Over.Loans.intersect(Named[Next->getBlockID()]);
        Over.AllLoans.intersect(Named[Next->getBlockID()]);
      }
      if (Entry[Next->getBlockID()].join(Over))
        Worklist.enqueueBlock(Next);
    }
  }
  return true;
}

void FunctionFlow::step(const CFGBlock *B, unsigned Index, FlowState &S) {
  const Event &E = Events[B->getBlockID()][Index];
  E.Ends ? applyEnd(E.Ends, S) : apply(Facts[E.Id], S);
  if (Deaths.empty())
    return;
  if (auto It = Deaths.find({B->getBlockID(), Index}); It != Deaths.end())
    for (LoanId L : It->second) {
      S.Loans.reset(L);
      S.AllLoans.reset(L);
    }
}

FlowState FunctionFlow::leave(const CFGBlock *B) {
  FlowState S = Entry[B->getBlockID()];
  for (unsigned I = 0; I < Events[B->getBlockID()].size(); ++I)
    step(B, I, S);
  return S;
}

bool FunctionFlow::isNormalExit(const CFGBlock *B) const {
  // A call that may throw has an edge to the exit beside its own; a throw has
  // nothing else. Neither hands a value back.
  if (B->hasNoReturnElement())
    return false;
  if (!B->empty())
    if (auto Last = B->back().getAs<CFGStmt>(); Last && isa<CXXThrowExpr>(Last->getStmt()))
      return false;
  unsigned Successors = 0;
  for (const CFGBlock *Next : B->succs())
    Successors += Next != nullptr;
  return Successors == 1 || B->getTerminatorStmt();
}

std::optional<FlowState> FunctionFlow::exitState() {
  FlowState Out;
  for (const CFGBlock *B : Graph->getExit().preds()) {
    if (!B || !Entry[B->getBlockID()].Reached || !isNormalExit(B))
      continue;
    Out.join(leave(B));
  }
  if (!Out.Reached)
    return std::nullopt;
  return Out;
}

std::optional<FlowState> FunctionFlow::before(const Stmt *At) {
  for (const CFGBlock *B : *Graph) {
    if (!Entry[B->getBlockID()].Reached)
      continue;
    for (const CFGElement &Each : *B) {
      auto S = Each.getAs<CFGStmt>();
      if (!S || S->getStmt() != At)
        continue;
      FlowState State = Entry[B->getBlockID()];
      FactId First = Facts.first(At);
      for (const CFGElement &Earlier : *B) {
        auto Before = Earlier.getAs<CFGStmt>();
        if (Before && Before->getStmt() == At)
          break;
        auto Run = [&](const void *Key) {
          for (FactId I = Facts.first(Key); I != NoId && I != First; I = Facts[I].Next)
            apply(Facts[I], State);
        };
        if (auto End = Earlier.getAs<CFGLifetimeEnds>())
          applyEnd(End->getVarDecl(), State);
        if (const auto *D = Before ? dyn_cast<DeclStmt>(Before->getStmt()) : nullptr)
          for (const Decl *V : D->decls())
            Run(V);
        else if (Before)
          Run(Before->getStmt());
      }
      return State;
    }
  }
  return std::nullopt;
}

PlaceState FunctionFlow::stateBefore(const Expr *E, const Stmt *At) {
  unsigned Known = Places->size();
  PlaceRef P = Resolver.resolve(E);
  auto S = hasRun() && P && P.Id < Known ? before(At) : std::nullopt;
  if (!S || !S->Moved.test(P.Id))
    return PlaceState::Owned;
  if (S->Sent.test(P.Id))
    return PlaceState::Sent;
  return S->AllMoved.test(P.Id) ? PlaceState::Moved : PlaceState::MaybeMoved;
}

llvm::SmallVector<LoanId, 2> FunctionFlow::liveLoans(const Expr *E, const Stmt *At) {
  llvm::SmallVector<LoanId, 2> Out;
  unsigned Known = Places->size();
  PlaceRef P = Resolver.resolve(E);
  auto S = hasRun() && P && P.Id < Known ? before(At) : std::nullopt;
  if (!S)
    return Out;
  for (const CFGBlock *B : *Graph)
    for (unsigned I = 0; I < Events[B->getBlockID()].size(); ++I) {
      const Event &Each = Events[B->getBlockID()][I];
      if (Each.Ends || Each.Id != Facts.first(At))
        continue;
      for (LoanId L : loansUnder(P.Id, S->Loans))
        if (Places->isPrefix(P.Id, Facts.Loans[L].Of) && Facts.Loans[L].Holder && !Facts.Loans[L].ForSends &&
            Facts.Loans[L].Holder != P.Via &&
            (Facts.Loans[L].Counted || laterHold(Facts.Loans[L].Holder, B, I + 1) != NoId))
          Out.push_back(L);
      return Out;
    }
  return Out;
}

void FunctionFlow::dump(llvm::raw_ostream &OS) {
  for (const CFGBlock *B : llvm::reverse(*Graph)) {
    const FlowState &In = Entry[B->getBlockID()];
    if (!In.Reached || (Events[B->getBlockID()].empty() && B != &Graph->getExit()))
      continue;
    OS << "block " << B->getBlockID() << '\n';
    FlowState S = In;
    auto ShowState = [&] {
      S.Moved.forEach([&](PlaceId P) {
        OS << ' ' << (S.AllMoved.test(P) ? "moved " : "maybe-moved ") << Places->name(P)
           << (S.Sent.test(P) ? " (sent)" : "");
      });
      S.Loans.forEach([&](LoanId L) {
        const VarDecl *Holder = Facts.Loans[L].Holder;
        OS << " loan " << (Holder ? Holder->getName() : llvm::StringRef("(out of sight)")) << " -> "
           << Places->name(Facts.Loans[L].Of);
      });
      OS << '\n';
    };
    OS << "  in:";
    ShowState();
    for (unsigned I = 0; I < Events[B->getBlockID()].size(); ++I) {
      const Event &E = Events[B->getBlockID()][I];
      OS << "  ";
      if (E.Ends)
        OS << "end " << E.Ends->getName();
      else
        Facts.print(OS, E.Id, *Places);
      step(B, I, S);
      OS << ':';
      ShowState();
    }
  }
}

} // namespace conure
