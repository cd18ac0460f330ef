//===- Parameters.cpp - Parameters through which values cross -------------===//
#include "checks/rules/Parameters.h"
#include "checks/model/KnownTypes.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace conure {

std::string parameterName(const ParmVarDecl *P) {
  if (P->getIdentifier())
    return "'" + P->getNameAsString() + "'";
  return "number " + std::to_string(P->getFunctionScopeIndex() + 1);
}

/// The class of the user's that \p T is, or holds by way of library templates,
/// and that only lacks the mark of a value type; null if there is none.
static const CXXRecordDecl *lacksValueMark(QualType T, Model &M) {
  TypeKinds &Types = M.types();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || R->isLambda() || R->isUnion() || Types.isValue(T))
    return nullptr;
  if (isStd(R)) {
    const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
    for (const TemplateArgument &A : S ? S->getTemplateArgs().asArray() : llvm::ArrayRef<TemplateArgument>())
      if (A.getKind() == TemplateArgument::Type)
        if (const CXXRecordDecl *Found = lacksValueMark(A.getAsType(), M))
          return Found;
    return nullptr;
  }
  R = R->getDefinition();
  if (!R || !M.isUserCode(R->getLocation()) || isa<ClassTemplateSpecializationDecl>(R) || isProcessClass(R) ||
      R->isPolymorphic() || !R->hasSimpleDestructor() || R->defaultedCopyConstructorIsDeleted())
    return nullptr;
  bool Simple = llvm::none_of(R->ctors(), [](const CXXConstructorDecl *C) {
    return C->isCopyConstructor() && (C->isDeleted() || C->isUserProvided());
  });
  bool Values = llvm::all_of(R->fields(), [&](const FieldDecl *F) { return Types.isValue(F->getType()); }) &&
                llvm::all_of(R->bases(), [&](const CXXBaseSpecifier &B) { return Types.isValue(B.getType()); });
  return Simple && Values ? R : nullptr;
}

void helpToSend(Finding &F, QualType T, Model &M, llvm::StringRef Through) {
  T = T.getNonReferenceType().getUnqualifiedType();
  TypeKinds &Types = M.types();
  std::string Spelled = Types.spell(T);
  auto take = [&](const std::string &Type) {
    return Through.empty() ? "take a '" + Type + "'" : ("make it a '" + Through + "<" + Type + ">'").str();
  };
  auto takeUnique = [&](const std::string &Type) {
    llvm::StringRef Giver = Through.empty()        ? " and let the sender write recover(…)"
                            : Through == "channel" ? " and send recover(…)"
                            : Through == "future"  ? ", whose promise is set to recover(…)"
                                                   : ", which is set to recover(…)";
    return take("uni<" + Type + ">") + Giver.str();
  };
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  auto is = [&](llvm::StringRef Name) { return R && R->getIdentifier() && R->getName() == Name && isStd(R); };
  QualType Pointee = T->isPointerType() ? T->getPointeeType() : QualType();
  QualType Borrowed = Pointee;
  for (Builtin B : {Builtin::Ref, Builtin::Mut})
    if (QualType E = builtinElement(T, B); !E.isNull())
      Borrowed = E;
  Borrowed = Borrowed.isNull() || Borrowed->isVoidType() ? QualType() : Borrowed.getUnqualifiedType();
  if (is("basic_string_view") || (!Pointee.isNull() && Pointee->isCharType()))
    F.help(take("std::string") + ", which is a value");
  else if (is("span"))
    F.help(takeUnique("std::vector<…>"));
  else if (is("shared_ptr"))
    F.help(take("std::shared_ptr<const …>") + " that freeze made, or a 'uni<…>'");
  else if (R && (R->isLambda() || is("function")))
    F.help("send what the function needs as values, and call it in the process that receives them");
  else if (R && isProcessClass(R))
    F.help(take("process<" + Spelled + ">"));
  else if (!Pointee.isNull() && isProcessClass(Pointee->getAsCXXRecordDecl()))
    F.help(take("process<" + Types.spell(Pointee.getUnqualifiedType()) + ">"));
  else if (!Borrowed.isNull() && Types.isValue(Borrowed))
    F.help(take(Types.spell(Borrowed)) + ", which is a value");
  else if (!Borrowed.isNull() && Types.kind(Borrowed) == TypeKind::Owned)
    F.help(takeUnique(Types.spell(Borrowed)));
  else if (const CXXRecordDecl *Unmarked = lacksValueMark(T, M))
    F.help("mark '" + Unmarked->getNameAsString() + "' CONURE_VALUE, for each of its parts is a value; or " +
           takeUnique(Spelled));
  else if (Types.kind(T) == TypeKind::Owned && !isUni(T))
    F.help(takeUnique(Spelled));
  else
    F.help("send a value type or a 'uni<…>'");
}

std::optional<Finding> parameterProblem(llvm::StringRef Rule, llvm::StringRef What, const ParmVarDecl *P, Model &M) {
  QualType T = P->getType();
  if (T->isDependentType()) {
    // A reference stays one whatever the template's arguments are, except a
    // forwarding reference, and that is no value either.
    if (!T->isReferenceType())
      return std::nullopt;
  }
  // What was written: an array or function parameter has decayed to a pointer.
  if (T->isReferenceType()) {
    QualType Pointee = T.getNonReferenceType();
    Finding F(Rule, P->getLocation(),
              (What + " is a reference ('" + M.types().spell(T) + "'): both processes would see one object").str());
    F.range(P->getSourceRange());
    if (Pointee->isDependentType() || M.types().isSendable(Pointee.getUnqualifiedType())) {
      if (Pointee.isConstQualified() || T->isRValueReferenceType() || Pointee->isDependentType())
        F.help("take it by value");
      else
        F.help("take it by value; to answer, take a 'promise<" + M.types().spell(Pointee) + ">' or a channel");
    } else {
      TypeKinds::explain(F, M.types().sendable(Pointee.getUnqualifiedType()));
      helpToSend(F, Pointee, M);
    }
    return F;
  }
  const Verdict &V = M.types().sendable(T);
  if (V)
    return std::nullopt;
  Finding F(Rule, P->getLocation(), (What + " is not sendable: its type is '" + M.types().spell(T) + "'").str());
  F.range(P->getSourceRange());
  TypeKinds::explain(F, V);
  // The parameter's own place does not show for which arguments it has this type.
  if (const auto *Of = dyn_cast<FunctionDecl>(P->getDeclContext());
      Of && Of->getTemplateSpecializationKind() == TSK_ImplicitInstantiation &&
      M.isUserCode(Of->getPointOfInstantiation()))
    F.note(NoteRole::Reason, Of->getPointOfInstantiation(), "it has this type for what is sent here");
  helpToSend(F, T, M);
  return F;
}

/// The edit that takes \p P by value, if its type is written plainly.
static std::optional<FixItHint> byValueHint(const ParmVarDecl *P, Model &M) {
  const SourceManager &SM = M.sources();
  const LangOptions &Lang = M.context().getLangOpts();
  TypeSourceInfo *Info = P->getTypeSourceInfo();
  if (!Info || P->getBeginLoc().isMacroID() || P->getLocation().isMacroID() || !M.isUserCode(P->getLocation()))
    return std::nullopt;
  auto Reference = Info->getTypeLoc().getUnqualifiedLoc().getAs<ReferenceTypeLoc>();
  if (!Reference)
    return std::nullopt;
  SourceLocation Amp = Reference.getSigilLoc(), Begin = P->getBeginLoc();
  SourceLocation End = Lexer::getLocForEndOfToken(Amp, 0, SM, Lang);
  // `const T &x`: the text between the start and the sigil is all of the type.
  if (Amp.isMacroID() || !SM.isBeforeInTranslationUnit(Begin, Amp))
    return std::nullopt;
  llvm::StringRef Text = Lexer::getSourceText(CharSourceRange::getCharRange(Begin, Amp), SM, Lang).trim();
  if (Text.contains('(') || Text.contains('['))
    return std::nullopt;
  if (Text.starts_with("const ") || Text.starts_with("const\t"))
    Text = Text.drop_front(5).ltrim();
  else if (Text.ends_with(" const"))
    Text = Text.drop_back(5).rtrim();
  // Keep one space before a name, whatever stood around the sigil.
  bool Named = P->getIdentifier() && SM.getFileOffset(End) == SM.getFileOffset(P->getLocation());
  return FixItHint::CreateReplacement(CharSourceRange::getCharRange(Begin, End), (Text + (Named ? " " : "")).str());
}

std::optional<Fix> byValueFix(const ParmVarDecl *P, Model &M) {
  QualType T = P->getType();
  const auto *F = dyn_cast<FunctionDecl>(P->getDeclContext());
  if (!F || !T->isReferenceType() || T->isDependentType() || F->isTemplateInstantiation())
    return std::nullopt;
  QualType Pointee = T.getNonReferenceType();
  if (!(Pointee.isConstQualified() || T->isRValueReferenceType()) ||
      !M.types().isSendable(Pointee.getUnqualifiedType()))
    return std::nullopt;
  Fix Out;
  Out.Description = "take " + parameterName(P) + " by value";
  for (const FunctionDecl *Redecl : F->redecls()) {
    std::optional<FixItHint> Hint = byValueHint(Redecl->getParamDecl(P->getFunctionScopeIndex()), M);
    if (!Hint)
      return std::nullopt;
    Out.Hints.push_back(*Hint);
  }
  // Overriders elsewhere would no longer override; a definition in another
  // file would no longer match.
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  Out.Unambiguous = F->isDefined() && !(Method && Method->isVirtual());
  return Out;
}

} // namespace conure
