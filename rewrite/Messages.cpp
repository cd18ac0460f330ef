//===- Messages.cpp - Gives each process class its proxy ------------------===//
//
// Before the closing brace of each process class goes a nested class
// `conure_proxy` that has the names and parameters of its messages and puts
// them into the mailbox. A handle's operator-> leads to it, so a send needs no
// edit: overloads, templates and dependent calls stay C++'s own business.
//
//===----------------------------------------------------------------------===//
#include "rewrite/MessageText.h"
#include "rewrite/SourceWalk.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/TypeLoc.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace conure::rewrite {

namespace {

const CXXRecordDecl *recordOfBase(QualType T) {
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
    return R->hasDefinition() ? R->getDefinition() : R;
  // Base<T> in a template: what its primary template says.
  if (const auto *S = T->getAs<TemplateSpecializationType>())
    if (const TemplateDecl *D = S->getTemplateName().getAsTemplateDecl())
      if (const auto *R = dyn_cast_or_null<CXXRecordDecl>(D->getTemplatedDecl()))
        return R->hasDefinition() ? R->getDefinition() : R;
  return nullptr;
}

/// A process class, or a plain one that hands down a process class's proxy.
bool hasProxy(const CXXRecordDecl *R) {
  if (isProcessClass(R))
    return true;
  if (!R->hasDefinition())
    return false;
  for (const CXXBaseSpecifier &B : R->getDefinition()->bases())
    if (const CXXRecordDecl *Base = recordOfBase(B.getType()))
      if (B.getAccessSpecifier() == AS_public && hasProxy(Base))
        return true;
  return false;
}

const CXXMethodDecl *methodOf(const Decl *D) {
  if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
    D = T->getTemplatedDecl();
  return dyn_cast<CXXMethodDecl>(D);
}

bool hasMessageNamed(const CXXRecordDecl *R, DeclarationName Name) {
  if (!R->hasDefinition())
    return false;
  R = R->getDefinition();
  for (const Decl *D : R->decls())
    if (const CXXMethodDecl *M = methodOf(D); M && M->getDeclName() == Name && isMessage(M))
      return true;
  for (const CXXBaseSpecifier &B : R->bases())
    if (const CXXRecordDecl *Base = recordOfBase(B.getType()))
      if (hasMessageNamed(Base, Name))
        return true;
  return false;
}

std::string quoted(llvm::StringRef S) {
  std::string Out = "\"";
  for (char C : S) {
    if (C == '"' || C == '\\')
      Out += '\\';
    Out += C;
  }
  return Out + "\"";
}

/// Writes the proxy of one class.
class ProxyWriter {
public:
  ProxyWriter(UnitContext &U, const CXXRecordDecl *R) : U(U), R(R), Name(R->getNameAsString()) {}

  void write() {
    if (hasOwnProxy())
      return;
    SourceLocation Brace = R->getBraceRange().getEnd();
    if (!U.isPlain(Brace)) {
      refuse(R->getLocation(), "the class is written by a macro");
      return;
    }
    if (R->getIdentifier() == nullptr) {
      refuse(R->getLocation(), "the class has no name");
      return;
    }
    readBases();
    for (const Decl *D : R->decls())
      if (const CXXMethodDecl *M = methodOf(D); M && !M->isImplicit() && isMessage(M))
        readMessage(M);
    readUsings();
    readHiding();
    readTwice();
    emit(Brace);
  }

private:
  void refuse(SourceLocation L, const std::string &Why) {
    U.uninstrumented(L, "no message of class '" + Name + "' can be sent: " + Why);
  }
  void refuseMessage(const CXXMethodDecl *M, const std::string &Why, SourceLocation Loc) {
    PlacedFinding &F = U.uninstrumented(M->getLocation(), "message '" + M->getNameAsString() + "' of class '" + Name +
                                                              "' cannot be sent: " + Why);
    if (Loc.isValid() && Loc != M->getLocation())
      F.Notes.push_back({NoteRole::Reason, U.place(Loc), "here"});
  }

  bool hasOwnProxy() const {
    for (const Decl *D : R->decls())
      if (const auto *N = dyn_cast<CXXRecordDecl>(D))
        if (N->getName() == "conure_proxy")
          return true;
    return false;
  }

  void readBases() {
    for (const CXXBaseSpecifier &B : R->bases()) {
      const CXXRecordDecl *Base = recordOfBase(B.getType());
      if (!Base && B.getType()->isDependentType()) {
        U.uninstrumented(B.getBeginLoc(),
                         "messages that class '" + Name + "' inherits from '" + B.getType().getAsString() +
                             "' cannot be sent to it: " + "what it is, is known only where the template is used");
        continue;
      }
      if (!Base || B.getAccessSpecifier() != AS_public || !hasProxy(Base))
        continue;
      auto Range = U.written(B.getTypeSourceInfo()->getTypeLoc().getSourceRange());
      std::optional<std::string> Text =
          Range ? onOneLine(U.text(Range->getBegin(), Range->getEnd()), U.lang()) : std::nullopt;
      if (!Text || B.isPackExpansion()) {
        U.uninstrumented(B.getBeginLoc(), "messages that class '" + Name + "' inherits from '" +
                                              B.getType().getAsString() + "' cannot be sent to it: the base is " +
                                              (B.isPackExpansion() ? "a pack" : "written by a macro"));
        continue;
      }
      Bases.push_back(*Text);
      BaseRecords.push_back(Base);
    }
  }

  void readMessage(const CXXMethodDecl *M) {
    OwnNames.insert(M->getNameAsString());
    if (M->isStatic())
      return refuseMessage(M, "it is static", {});
    if (M->getAccess() != AS_public)
      return refuseMessage(M, "it is not public", {});
    if (!M->getReturnType()->isVoidType() && !M->getReturnType()->isUndeducedType())
      return refuseMessage(M, "it returns a value", {});
    if (M->getRefQualifier() == RQ_RValue)
      return refuseMessage(M, "it wants an rvalue process", {});
    if (M->isConst() && hasMutableTwin(M))
      return; // a handle is not const: it reaches the other one
    MessageTextResult Text = messageText(U, M);
    if (!Text.Text)
      return refuseMessage(M, Text.Why, Text.Loc);
    ++U.stats().Messages;

    const MessageText &T = *Text.Text;
    std::string Out = lineOf(M->getLocation());
    Out += "  ";
    if (!T.Template.empty())
      Out += T.Template + " ";
    Out += "void " + T.Name + "(" + T.Parameters + ") const" + T.Requires + " { ";
    Out += "::conure::rt::send<" + quoted(T.Name) + ">(::conure::rt::proxy<" + Name + ">::conure_target(), ";
    std::string Self = M->isConst() ? "static_cast<const " + Name + " &>(conure_self)" : "conure_self";
    if (T.Arguments.empty())
      Out += "[](" + Name + " &conure_self) -> void { " + Self + "." + T.Call + "(); }";
    else
      Out += "[](" + Name + " &conure_self, auto &&...conure_args) -> void { " + Self + "." + T.Call +
             "(static_cast<decltype(conure_args)>(conure_args)...); }, " + T.Arguments;
    Out += "); }\n";
    Methods += Out;
  }

  bool hasMutableTwin(const CXXMethodDecl *M) const {
    for (const Decl *D : R->decls()) {
      const CXXMethodDecl *Other = methodOf(D);
      if (!Other || Other == M || Other->isConst() || Other->getDeclName() != M->getDeclName() || !isMessage(Other) ||
          Other->getNumParams() != M->getNumParams() ||
          !Other->getDescribedFunctionTemplate() != !M->getDescribedFunctionTemplate())
        continue;
      bool Same = true;
      for (unsigned I = 0; I != M->getNumParams(); ++I)
        Same &= U.context().hasSameUnqualifiedType(M->getParamDecl(I)->getType(), Other->getParamDecl(I)->getType());
      if (Same)
        return true;
    }
    return false;
  }

  /// `using Base::m;` names the messages m of a base's proxy, too.
  void readUsings() {
    for (const Decl *D : R->decls()) {
      NestedNameSpecifierLoc Qualifier;
      DeclarationName Used;
      QualType Type;
      if (const auto *Using = dyn_cast<UsingDecl>(D)) {
        Qualifier = Using->getQualifierLoc();
        Used = Using->getDeclName();
      } else if (const auto *Unresolved = dyn_cast<UnresolvedUsingValueDecl>(D)) {
        Qualifier = Unresolved->getQualifierLoc();
        Used = Unresolved->getDeclName();
      } else {
        continue;
      }
      if (!Qualifier || Used.getNameKind() == DeclarationName::CXXConstructorName)
        continue;
#if LLVM_VERSION_MAJOR >= 22
      if (Qualifier.getNestedNameSpecifier().getKind() == NestedNameSpecifier::Kind::Type)
        Type = QualType(Qualifier.getNestedNameSpecifier().getAsType(), 0);
#else
      if (const clang::Type *T = Qualifier.getNestedNameSpecifier()->getAsType())
        Type = QualType(T, 0);
#endif
      const CXXRecordDecl *Base = Type.isNull() ? nullptr : recordOfBase(Type);
      if (!Base || !hasMessageNamed(Base, Used))
        continue;
      OwnNames.insert(Used.getAsString());
      auto Range = U.written(Qualifier.getSourceRange());
      std::optional<std::string> Text =
          Range ? onOneLine(U.text(Range->getBegin(), Range->getEnd()), U.lang()) : std::nullopt;
      bool Reachable = Text && hasProxy(Base) && reachesPublicly(Base);
      if (!Reachable) {
        U.uninstrumented(D->getLocation(), "message '" + Used.getAsString() + "' of class '" + Name +
                                               "' cannot be sent: it comes " +
                                               (Text ? "from a base that is not public" : "through a macro"));
        continue;
      }
      llvm::StringRef Spelled = llvm::StringRef(*Text).rtrim();
      Methods += lineOf(D->getLocation()) + "  using " + Spelled.str() + (Spelled.ends_with("::") ? "" : "::") +
                 "conure_proxy::" + Used.getAsString() + ";\n";
    }
  }

  bool reachesPublicly(const CXXRecordDecl *Wanted) const {
    for (const CXXRecordDecl *Base : BaseRecords)
      if (Base->getCanonicalDecl() == Wanted->getCanonicalDecl() ||
          (Base->hasDefinition() && Base->isDerivedFrom(Wanted)))
        return true;
    return false;
  }

  /// A member that is no message hides a base's messages of its name.
  void readHiding() {
    if (BaseRecords.empty())
      return;
    for (const Decl *D : R->decls()) {
      const auto *Member = dyn_cast<NamedDecl>(D);
      if (!Member || Member->isImplicit() || !Member->getDeclName().isIdentifier() || Member->getName().empty() ||
          OwnNames.contains(Member->getName()))
        continue;
      for (const CXXRecordDecl *Base : BaseRecords)
        if (hasMessageNamed(Base, Member->getDeclName())) {
          OwnNames.insert(Member->getName());
          Methods += lineOf(Member->getLocation()) + "  void " + Member->getNameAsString() + "(...) const = delete;\n";
          break;
        }
    }
  }

  /// A base that is reached in two ways has two proxies in this one, even if the
  /// base is virtual: a name of its messages would be ambiguous.
  void readTwice() {
    llvm::SmallVector<const CXXRecordDecl *, 8> Twice, Work(BaseRecords.begin(), BaseRecords.end());
    llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
    while (!Work.empty()) {
      const CXXRecordDecl *Base = Work.pop_back_val();
      if (!Seen.insert(Base->getCanonicalDecl()).second && !llvm::is_contained(Twice, Base))
        Twice.push_back(Base);
      if (Base->hasDefinition())
        for (const CXXBaseSpecifier &B : Base->getDefinition()->bases())
          if (const CXXRecordDecl *Next = recordOfBase(B.getType());
              Next && B.getAccessSpecifier() == AS_public && hasProxy(Next))
            Work.push_back(Next);
    }
    for (const CXXRecordDecl *Base : Twice) {
      if (!Base->hasDefinition())
        continue;
      std::string Names;
      for (const Decl *D : Base->getDefinition()->decls())
        if (const CXXMethodDecl *M = methodOf(D);
            M && isMessage(M) && M->getDeclName().isIdentifier() && OwnNames.insert(M->getName()).second) {
          Names += (Names.empty() ? "'" : ", '") + M->getNameAsString() + "'";
          Methods += lineOf(R->getLocation()) + "  void " + M->getNameAsString() + "(...) const = delete;\n";
        }
      if (!Names.empty())
        U.uninstrumented(R->getLocation(), "class '" + Name + "' inherits from '" + Base->getNameAsString() +
                                               "' in two ways: a handle to it cannot send " + Names)
            .Notes.push_back({NoteRole::Help,
                              {},
                              "convert the handle to 'process<" + Base->getNameAsString() +
                                  ">' (of a virtual base), or to one of the classes between"});
    }
  }

  /// The argument of CONURE_MAILBOX, as a number or as it was written.
  std::string mailbox() {
    for (const auto *A : R->specific_attrs<AnnotateAttr>()) {
      if (A->getAnnotation() != "conure::mailbox" || A->args_size() == 0)
        continue;
      const Expr *Size = *A->args_begin();
      Expr::EvalResult Value;
      if (!Size->isValueDependent() && Size->EvaluateAsInt(Value, U.context()))
        return std::to_string(Value.Val.getInt().getZExtValue());
      SourceManager &SM = U.sources();
      SourceLocation Begin = SM.getSpellingLoc(Size->getBeginLoc());
      SourceLocation End = U.afterToken(SM.getSpellingLoc(Size->getEndLoc()));
      if (std::optional<std::string> Text = onOneLine(U.text(Begin, End), U.lang()))
        return *Text;
    }
    return {};
  }

  std::string fileOf(const PresumedLoc &P) const {
    // Where the user's own #line rules, its name is the right one.
    return U.sources().getFilename(R->getLocation()) == P.getFilename() ? U.place(R->getLocation()).File
                                                                        : std::string(P.getFilename());
  }
  std::string lineOf(SourceLocation L) const {
    return "#line " + std::to_string(U.sources().getPresumedLoc(L).getLine()) + "\n";
  }

  void emit(SourceLocation Brace) {
    PresumedLoc P = U.sources().getPresumedLoc(Brace);
    std::string End = "#line " + std::to_string(P.getLine()) + "\n";
    std::string Out = U.sources().getSpellingColumnNumber(Brace) == 1 ? "" : "\n";
    Out += "#line " + std::to_string(P.getLine()) + " " + quoted(fileOf(P)) + "\n";
    const std::string Own = "::conure::rt::proxy<" + Name + ">";
    std::string BaseClause = Own, Initialisers = Own + "(conure_to)";
    for (const std::string &Base : Bases) {
      BaseClause += ", " + Base + "::conure_proxy";
      Initialisers += ", " + Base + "::conure_proxy(conure_to)";
    }
    Out += " public: struct conure_proxy : " + BaseClause + " {\n";
    Out += End + "  using conure_process = " + Name + ";\n";
    if (std::string Size = mailbox(); !Size.empty()) {
      if (R->isLocalClass())
        U.uninstrumented(R->getLocation(), "the mailbox of class '" + Name +
                                               "' is not bounded: a class in a function cannot carry its size");
      else
        Out += End + "  static constexpr ::std::size_t conure_mailbox = " + Size + ";\n";
    }
    Out += End + "  explicit conure_proxy(::conure::rt::target<" + Name + "> conure_to) noexcept : " + Initialisers +
           " {}\n";
    Out += Methods;
    Out += End + " };\n" + End;
    U.insert(Brace, Out, "messages of class '" + Name + "' at " + U.placeName(Brace), "sends of messages");
  }

  UnitContext &U;
  const CXXRecordDecl *R;
  std::string Name;
  std::vector<std::string> Bases;
  std::vector<const CXXRecordDecl *> BaseRecords;
  std::string Methods;
  llvm::StringSet<> OwnNames;
};

class ProcessFinder : public SourceWalk<ProcessFinder> {
public:
  using SourceWalk::SourceWalk;
  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (R->isThisDeclarationADefinition() && !R->isImplicit() && isProcessClass(R) && U.isEditable(R->getLocation()))
      ProxyWriter(U, R).write();
    return true;
  }
};

class MessagesPass final : public Pass {
public:
  void run(UnitContext &U) override { ProcessFinder(U).walk(); }
};

} // namespace

std::unique_ptr<Pass> makeMessagesPass() { return std::make_unique<MessagesPass>(); }

} // namespace conure::rewrite
