//===- ProcessGraph.cpp - Which process sends what to which ---------------===//
#include "tool/graph/ProcessGraph.h"
#include "checks/model/Model.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"
#include <nlohmann/json.hpp>

using namespace clang;

namespace conure {

/// Walks user code, instantiations included, and remembers whose body it is in.
class ProcessGraphVisitor : public RecursiveASTVisitor<ProcessGraphVisitor> {
  using Base = RecursiveASTVisitor<ProcessGraphVisitor>;

public:
  ProcessGraphVisitor(ProcessGraph &Graph, Model &M) : Graph(Graph), M(M) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  bool TraverseDecl(Decl *D) {
    // Namespaces and the unit itself are walked through; of the rest only the user's own code matters.
    if (D && !isa<TranslationUnitDecl, NamespaceDecl, LinkageSpecDecl>(D) && D->getLocation().isValid() &&
        !M.isUserCode(D->getLocation()))
      return true;
    const auto *F = dyn_cast_or_null<FunctionDecl>(D);
    if (!F || isLambdaCall(F))
      return Base::TraverseDecl(D);
    const FunctionDecl *Outer = Current;
    Current = F;
    bool Go = Base::TraverseDecl(D);
    Current = Outer;
    return Go;
  }

  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (!R->isThisDeclarationADefinition() || R->isDependentContext() || !isProcessClass(R))
      return true;
    auto &Process = Graph.Processes[nameOf(R)];
    for (const CXXMethodDecl *Method : R->methods())
      if (isMessage(Method)) {
        Process.Messages.insert(signatureOf(Method));
        Process.IsMain |= Method->getDeclName().isIdentifier() && Method->getName() == "main";
      }
    return true;
  }

  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *Call) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getMethodDecl());
    if (!Method || !isMessage(Method))
      return true;
    // A call on the object itself is an ordinary call; a send goes through a handle.
    const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
    const auto *Arrow = Member ? dyn_cast<CXXOperatorCallExpr>(Member->getBase()->IgnoreParenImpCasts()) : nullptr;
    if (!Arrow || Arrow->getOperator() != OO_Arrow || !Arrow->getNumArgs())
      return true;
    if (builtinKind(Arrow->getArg(0)->getType()) == Builtin::Process)
      addEdge(builtinElement(Arrow->getArg(0)->getType(), Builtin::Process)->getAsCXXRecordDecl(),
              ProcessGraph::Crossing::Message, signatureOf(Method));
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    if (isConureCall(Call, "spawn")) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      const TemplateArgumentList *Args = Callee ? Callee->getTemplateSpecializationArgs() : nullptr;
      if (Args && Args->size() && Args->get(0).getKind() == TemplateArgument::Type) {
        std::string Label = typesOf(Call->arguments());
        addEdge(Args->get(0).getAsType()->getAsCXXRecordDecl(), ProcessGraph::Crossing::Spawn, "spawn(" + Label + ")");
      }
    } else if (isConureCall(Call, "ask") && Call->getNumArgs() >= 2) {
      const auto *Address = dyn_cast<UnaryOperator>(Call->getArg(1)->IgnoreParenImpCasts());
      const auto *Ref = Address ? dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens()) : nullptr;
      const auto *Method = Ref ? dyn_cast<CXXMethodDecl>(Ref->getDecl()) : nullptr;
      if (Method)
        addEdge(Method->getParent(), ProcessGraph::Crossing::Ask, signatureOf(Method));
    }
    return true;
  }

private:
  static bool isLambdaCall(const FunctionDecl *F) {
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    return Method && Method->getParent()->isLambda();
  }

  std::string nameOf(const CXXRecordDecl *R) {
#if LLVM_VERSION_MAJOR >= 22
    return M.types().spell(M.context().getCanonicalTagType(R));
#else
    return M.types().spell(M.context().getRecordType(R));
#endif
  }

  template <typename Range> std::string typesOf(const Range &Arguments) {
    std::string Out;
    for (const Expr *E : Arguments) {
      if (isa<CXXDefaultArgExpr>(E))
        continue;
      Out += (Out.empty() ? "" : ", ") + M.types().spell(E->getType().getNonReferenceType());
    }
    return Out;
  }

  std::string signatureOf(const CXXMethodDecl *Method) {
    std::string Out = Method->getNameAsString() + "(";
    llvm::ListSeparator Comma;
    for (const ParmVarDecl *P : Method->parameters())
      Out += (llvm::StringRef(Comma) + M.types().spell(P->getType())).str();
    return Out + ")";
  }

  /// The process class or else the function whose code is being walked.
  std::string sender() {
    for (const DeclContext *C = Current; C; C = C->getParent())
      if (const auto *R = dyn_cast<CXXRecordDecl>(C); R && isProcessClass(R))
        return nameOf(R);
    std::string Name = Current ? Current->getQualifiedNameAsString() + "()" : "(a global's initialiser)";
    Graph.Functions.insert(Name);
    return Name;
  }

  void addEdge(const CXXRecordDecl *Target, ProcessGraph::Crossing Kind, std::string Label) {
    if (!Target || (Current && Current->isDependentContext()))
      return;
    Graph.Edges.insert({sender(), nameOf(Target), Kind, std::move(Label)});
  }

  ProcessGraph &Graph;
  Model &M;
  const FunctionDecl *Current = nullptr;
};

void ProcessGraph::collect(Model &M) {
  ProcessGraphVisitor(*this, M).TraverseDecl(M.context().getTranslationUnitDecl());
}

void ProcessGraph::merge(const ProcessGraph &Other) {
  for (const auto &[Name, Process] : Other.Processes) {
    auto &Mine = Processes[Name];
    Mine.IsMain |= Process.IsMain;
    Mine.Messages.insert(Process.Messages.begin(), Process.Messages.end());
  }
  Functions.insert(Other.Functions.begin(), Other.Functions.end());
  Edges.insert(Other.Edges.begin(), Other.Edges.end());
}

std::string ProcessGraph::serialized() const {
  nlohmann::json Out = {
      {"processes", nlohmann::json::object()}, {"functions", Functions}, {"edges", nlohmann::json::array()}};
  for (const auto &[Name, Process] : Processes)
    Out["processes"][Name] = {{"main", Process.IsMain}, {"messages", Process.Messages}};
  for (const Edge &E : Edges)
    Out["edges"].push_back({E.From, E.To, static_cast<int>(E.Kind), E.Label});
  return Out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool ProcessGraph::mergeSerialized(const std::string &Text) {
  try {
    nlohmann::json In = nlohmann::json::parse(Text);
    ProcessGraph Read;
    Read.Functions = In.at("functions").get<std::set<std::string>>();
    for (const auto &[Name, Process] : In.at("processes").items())
      Read.Processes[Name] = {Process.at("main").get<bool>(), Process.at("messages").get<std::set<std::string>>()};
    for (const nlohmann::json &E : In.at("edges"))
      Read.Edges.insert({E.at(0), E.at(1), static_cast<Crossing>(E.at(2).get<int>()), E.at(3)});
    merge(Read);
    return true;
  } catch (const nlohmann::json::exception &) {
    return false;
  }
}

std::string ProcessGraph::toDot() const {
  auto quoted = [](llvm::StringRef Text) {
    std::string Out = "\"";
    for (char C : Text)
      Out += (C == '"' || C == '\\') ? std::string{'\\', C} : std::string(1, C);
    return Out + "\"";
  };
  auto html = [](llvm::StringRef Text) {
    std::string Out;
    llvm::raw_string_ostream Stream(Out);
    llvm::printHTMLEscaped(Text, Stream);
    return Out;
  };

  std::string Dot = "digraph processes {\n  rankdir=LR;\n  node [fontname=\"sans-serif\", shape=plain];\n"
                    "  edge [fontname=\"sans-serif\", fontsize=11];\n";
  for (const auto &[Name, Process] : Processes) {
    Dot += "  " + quoted(Name) + " [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"5\">" +
           "<tr><td bgcolor=\"" + (Process.IsMain ? "#cfe3fb" : "#e9edf2") + "\"><b>" + html(Name) + "</b></td></tr>";
    for (const std::string &Message : Process.Messages)
      Dot += "<tr><td align=\"left\">" + html(Message) + "</td></tr>";
    Dot += "</table>>];\n";
  }
  for (const std::string &Name : Functions)
    Dot += "  " + quoted(Name) + " [shape=ellipse, style=dashed];\n";
  for (const Edge &E : Edges) {
    const char *Style = E.Kind == Crossing::Spawn ? ", style=dotted" : E.Kind == Crossing::Ask ? ", dir=both" : "";
    Dot += "  " + quoted(E.From) + " -> " + quoted(E.To) + " [label=" + quoted(E.Label) + Style + "];\n";
  }
  return Dot + "}\n";
}

} // namespace conure
