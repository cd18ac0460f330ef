//===- ProcessCode.cpp - What runs inside processes -----------------------===//
#include "checks/model/ProcessCode.h"
#include "checks/model/Index.h"
#include "checks/model/Model.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace conure {

std::string rootName(const CXXMethodDecl *M) {
  std::string Class = M->getParent()->getNameAsString();
  if (isa<CXXConstructorDecl>(M))
    return "the constructor of process '" + Class + "'";
  if (isa<CXXDestructorDecl>(M))
    return "the destructor of process '" + Class + "'";
  return (isMessage(M) ? "message '" : "method '") + Class + "::" + M->getNameAsString() + "'";
}

ProcessCode::ProcessCode(Model &M, CallGraph &Graph, const Index *Others) : M(M), Graph(Graph), Others(Others) {
  if (Graph.mentionsConure())
    addRoots();
  run();
  if (Others) {
    addForeignRoots();
    run();
  }
}

const BodyFacts &ProcessCode::facts(const ReachedBody &B) const {
  if (B.Function)
    return Graph.facts(B.Function);
  if (B.Body)
    return Graph.facts(B.Body);
  const BodyFacts *Init = Graph.initialiser(B.Constant);
  return Init ? *Init : Empty;
}

bool ProcessCode::visit(ReachedBody B) {
  const void *Key = B.Function ? static_cast<const void *>(B.Function)
                    : B.Body   ? static_cast<const void *>(B.Body)
                               : static_cast<const void *>(B.Constant);
  // What a worker runs has been followed in the strictest way.
  if (B.How != Reach::Worker && Seen.count({Key, static_cast<int>(Reach::Worker)}))
    return false;
  if (!Seen.try_emplace({Key, static_cast<int>(B.How)}, Bodies.size()).second)
    return false;
  Queue[static_cast<int>(B.How)].push_back(Bodies.size());
  Bodies.push_back(std::move(B));
  return true;
}

void ProcessCode::root(const FunctionDecl *F, std::string Name) {
  const FunctionDecl *Body = Graph.definition(F);
  if (!Body || Graph.isTrusted(F))
    return;
  ReachedBody B;
  B.Function = Body;
  B.Root = std::move(Name);
  visit(std::move(B));
}

void ProcessCode::addRoots() {
  const UnitSurvey &Survey = Graph.survey();
  for (const CXXRecordDecl *R : Survey.Processes) {
    for (const Decl *D : R->decls()) {
      if (const auto *T = dyn_cast<FunctionTemplateDecl>(D)) {
        for (const FunctionDecl *Instance : T->specializations())
          if (const auto *Method = dyn_cast<CXXMethodDecl>(Instance))
            root(Method, rootName(Method));
      } else if (const auto *Method = dyn_cast<CXXMethodDecl>(D)) {
        root(Method, rootName(Method));
      }
    }
    // An aggregate's initialisers run where it is spawned.
    for (const FieldDecl *F : R->fields())
      if (const Expr *Init = F->getInClassInitializer(); Init && !R->hasUserDeclaredConstructor()) {
        ReachedBody B;
        B.Body = Init;
        B.Root = "the initialiser of '" + F->getNameAsString() + "' in process '" + R->getNameAsString() + "'";
        visit(std::move(B));
      }
  }
  for (const Expr *E : Survey.RecoverBodies) {
    ReachedBody B;
    B.Body = E;
    B.Root = "the body of a 'recover'";
    visit(std::move(B));
  }
}

void ProcessCode::addForeignRoots() {
  if (Others->reached().empty())
    return;
  for (const FunctionDecl *F : Graph.survey().Definitions) {
    // What only this unit can name is reached from within it, unless it overrides what others call.
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if ((!F->isExternallyVisible() && !(Method && Method->size_overridden_methods())) || Graph.isTransparent(F) ||
        Graph.isTrusted(F))
      continue;
    const Index::Reached *R = Others->reachedFunction(indexKey(F));
    if (!R)
      continue;
    ReachedBody B;
    B.Function = F;
    B.How = R->How;
    B.Root = R->Root;
    for (const Index::Step &S : R->Path)
      B.Foreign.push_back({S.Text, S.At.File, S.At.Line, S.At.Column});
    visit(std::move(B));
  }
}

void ProcessCode::run() {
  while (true) {
    auto *Next = llvm::find_if(Queue, [](const std::vector<int> &Q) { return !Q.empty(); });
    if (Next == std::end(Queue))
      return;
    // First come, first followed: the shortest way to a body is the one told.
    std::vector<int> Now;
    Now.swap(*Next);
    for (int At : Now)
      follow(At);
  }
}

void ProcessCode::follow(int At) {
  const BodyFacts &Facts = facts(Bodies[At]);
  Reach How = Bodies[At].How;
  for (const CallEdge &E : Facts.Calls) {
    // Conure's own way off the worker: its argument counts, its body does not.
    if (isConureFunction(E.Callee, "blocking"))
      continue;
    for (const FunctionDecl *Target : Graph.targets(E)) {
      if (Graph.isTrusted(Target))
        continue;
      // What the table tells about a function of C is all there is to know.
      if (Graph.known(Target) && !Graph.isTransparent(Target))
        continue;
      const FunctionDecl *Body = Graph.definition(Target);
      if (!Body)
        continue;
      ReachedBody Next;
      Next.Function = Body;
      Next.Transparent = Graph.isTransparent(Target);
      Next.From = At;
      Next.Via = E;
      if (How == Reach::Initialiser && E.Kind != CallKind::Address)
        Next.How = Reach::Initialiser;
      else
        Next.How = How == Reach::OffWorker || E.OffWorker ? Reach::OffWorker : Reach::Worker;
      visit(std::move(Next));
    }
  }
  for (const VariableUse &U : Facts.Variables) {
    if (Graph.known(U.Variable) || isa<TemplateParamObjectDecl>(U.Variable) || Graph.isTransparent(U.Variable))
      continue;
    // A local static's initialiser runs in the body that declares it.
    if (const auto *V = dyn_cast<VarDecl>(U.Variable); !V || V->isStaticLocal() || !Graph.initialiser(V))
      continue;
    ReachedBody Next;
    Next.Constant = cast<ValueDecl>(U.Variable->getCanonicalDecl());
    Next.How = Reach::Initialiser;
    Next.From = At;
    Next.Via = {nullptr, nullptr, U.Loc, U.Range, CallKind::Address, false, false};
    visit(std::move(Next));
  }
}

bool ProcessCode::isUnseen(const FunctionDecl *F) const {
  if (F->getBuiltinID() || F->isDefaulted() || F->isTrivial() || F->isDeleted() ||
      F->isReplaceableGlobalAllocationFunction())
    return false;
  if (F->getDeclContext()->isDependentContext() || F->isDependentContext())
    return false;
  // The methods of a process are process code where they are defined.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Method && (Method->isPureVirtual() || isProcessClass(Method->getParent())))
    return false;
  if (Graph.isTransparent(F) || Graph.known(F) || Graph.isTrusted(F) || Graph.definition(F))
    return false;
  return !Others || !Others->hasBody(indexKey(F));
}

std::string ProcessCode::name(const ReachedBody &B) const {
  if (B.From < 0 && !B.Root.empty() && B.Foreign.empty())
    return B.Root;
  if (B.Function)
    return displayName(B.Function);
  if (B.Constant)
    return "the initialiser of '" + B.Constant->getNameAsString() + "'";
  return "the body of a 'recover'";
}

void ProcessCode::explain(Finding &F, const ReachedBody &Start) const {
  bool Moved = !M.isUserCode(F.Loc);
  const ReachedBody *B = &Start;
  if (Moved)
    F.note(NoteRole::Reason, F.Loc, "it happens here, in " + name(*B), F.Range);
  while (B->From >= 0) {
    const ReachedBody *Caller = &Bodies[B->From];
    const ReachedBody *Called = B;
    std::string Through;
    // Inside a library nobody needs to know the way.
    while (Caller->Transparent && Caller->From >= 0) {
      if (Caller->Function && !Caller->Function->getNameAsString().starts_with("_"))
        Through = displayName(Caller->Function);
      B = Caller;
      Caller = &Bodies[B->From];
    }
    std::string Text = name(*Called);
    const CallEdge &Via = B->Via;
    if (Called->Constant)
      Text = "'" + Called->Constant->getNameAsString() + "' is used here";
    else if (!Through.empty())
      Text += " is called by " + Through + ", which is called here";
    else if (Via.Kind == CallKind::Virtual && Via.Callee &&
             Via.Callee->getCanonicalDecl() != Called->Function->getCanonicalDecl())
      Text += " overrides " + displayName(Via.Callee) + ", which is called here";
    else if (Via.Kind == CallKind::Address)
      Text +=
          Called->Function && displayName(Called->Function) == "a lambda" ? " is made here" : " is handed over here";
    else if (Via.OwnObject)
      Text += " runs here";
    else
      Text += " is called here";
    Text += ", in " + name(*Caller);
    if (Moved && M.isUserCode(Via.Loc)) {
      F.Loc = Via.Loc;
      F.Range = Via.Range;
      Moved = false;
    }
    F.note(NoteRole::Reason, Via.Loc, std::move(Text), Via.Range);
    B = Caller;
  }
  SourceManager &SM = M.context().getSourceManager();
  for (const ReachedBody::ForeignStep &S : B->Foreign) {
    SourceLocation Loc;
    std::string Where;
    if (auto File = SM.getFileManager().getOptionalFileRef(S.File)) {
      FileID ID = SM.getOrCreateFileID(*File, SrcMgr::C_User);
      Loc = SM.translateLineCol(ID, S.Line, S.Column);
    } else {
      Where = " (" + S.File + ":" + std::to_string(S.Line) + ")";
    }
    F.note(NoteRole::Reason, Loc, S.Text + Where);
  }
}

} // namespace conure
