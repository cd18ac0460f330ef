//===- Elements.cpp -------------------------------------------------------===//
#include "rewrite/counts/Elements.h"
#include "rewrite/MessageText.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

namespace {

const ClassTemplateSpecializationDecl *specialization(QualType T) {
  return dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
}

bool isLibrary(const Decl *D) {
  if (isStd(D))
    return true;
  // libstdc++ keeps the iterators of some containers here.
  const DeclContext *Context = D->getDeclContext();
  while (Context && !isa<NamespaceDecl>(Context))
    Context = Context->getParent();
  const auto *N = dyn_cast_or_null<NamespaceDecl>(Context);
  return N && N->getName() == "__gnu_cxx";
}

bool isHolderName(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Names[] = {"vector",        "deque",
                                                  "list",          "forward_list",
                                                  "set",           "multiset",
                                                  "map",           "multimap",
                                                  "unordered_set", "unordered_multiset",
                                                  "unordered_map", "unordered_multimap",
                                                  "array",         "optional",
                                                  "pair",          "tuple",
                                                  "stack",         "queue"};
  return llvm::is_contained(Names, Name);
}

/// The first and last argument that a user writes for what the holder holds.
std::pair<unsigned, unsigned> heldArguments(llvm::StringRef Name, unsigned Count) {
  if (Name == "tuple" || Name == "pair" || Name.contains("map"))
    return {0, Name == "tuple" ? Count : 2};
  return {0, 1};
}

bool mentions(QualType T, Counted &C, unsigned Depth = 0) {
  if (T.isNull() || T->isDependentType() || Depth > 6)
    return false;
  T = T.getNonReferenceType();
  if (C.borrowOf(T) == Counted::Borrow::Pointer)
    return true;
  if (const ArrayType *A = T->getAsArrayTypeUnsafe())
    return mentions(A->getElementType(), C, Depth + 1);
  if (T->isPointerType())
    return !T->isFunctionPointerType() && mentions(T->getPointeeType(), C, Depth + 1);
  const auto *S = specialization(T);
  if (!S || !isLibrary(S))
    return false;
  for (const TemplateArgument &A : S->getTemplateArgs().asArray()) {
    if (A.getKind() == TemplateArgument::Type && mentions(A.getAsType(), C, Depth + 1))
      return true;
    if (A.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &One : A.pack_elements())
        if (One.getKind() == TemplateArgument::Type && mentions(One.getAsType(), C, Depth + 1))
          return true;
  }
  return false;
}

/// The pointers written in a type, where they are elements of a holder.
class PointerFinder {
public:
  PointerFinder(UnitContext &U, Counted &C, PointerSpelling &Out) : U(U), C(C), Out(Out) {}

  /// \p Begin: where what \p T says begins, its qualifiers included.
  void find(TypeLoc T, SourceLocation Begin) {
    if (!Out.Why.empty())
      return;
    while (auto Q = T.getAs<QualifiedTypeLoc>())
      T = Q.getUnqualifiedLoc();
#if LLVM_VERSION_MAJOR < 22
    if (auto E = T.getAs<ElaboratedTypeLoc>())
      return find(E.getNamedTypeLoc(), Begin);
#endif
    if (auto A = T.getAs<ArrayTypeLoc>())
      return find(A.getElementLoc(), Begin);
    if (auto P = T.getAs<PointerTypeLoc>(); P && C.borrowOf(T.getType()) == Counted::Borrow::Pointer)
      return pointer(P, Begin);
    auto S = T.getAs<TemplateSpecializationTypeLoc>();
    if (!S) {
      Out.Why = "its type is written elsewhere";
      return;
    }
    const auto *Record = specialization(T.getType());
    if (!Record || !Record->getIdentifier() || !isHolderName(Record->getName())) {
      Out.Why = "what a '" + T.getType().getAsString() + "' does with it is not known";
      return;
    }
    auto [First, Last] = heldArguments(Record->getName(), S.getNumArgs());
    for (unsigned I = 0; I < S.getNumArgs(); ++I) {
      const TemplateArgumentLoc A = S.getArgLoc(I);
      if (A.getArgument().getKind() != TemplateArgument::Type || !mentions(A.getArgument().getAsType(), C))
        continue;
      // A comparator or an allocator that knows the pointer would have to change, too.
      if (I < First || I >= Last) {
        Out.Why = "an argument of its type names the pointer, too";
        return;
      }
      SourceLocation From = I == 0 ? S.getLAngleLoc() : commaAfter(S.getArgLoc(I - 1));
      if (!UnitContext::isPlain(From)) {
        Out.Why = "it is written by a macro";
        return;
      }
      find(A.getTypeSourceInfo()->getTypeLoc(), nextToken(U.afterToken(From)));
    }
  }

private:
  void pointer(PointerTypeLoc P, SourceLocation Begin) {
    SourceLocation Star = P.getStarLoc();
    if (!UnitContext::isPlain(Star) || !UnitContext::isPlain(Begin)) {
      Out.Why = "it is written by a macro";
      return;
    }
    std::optional<std::string> Type = onOneLine(U.text(Begin, Star), U.lang());
    if (!Type || Type->empty()) {
      Out.Why = "its type cannot be read";
      return;
    }
    std::string Text = "::conure::rt::borrowed<" + llvm::StringRef(*Type).trim().str() + ">";
    SourceLocation End = U.afterToken(Star);
    if (isIdentifierBody(*U.sources().getCharacterData(End)))
      Text += " "; // Node *array[2]
    Out.Parts.push_back({Begin, End, Text});
  }
  SourceLocation nextToken(SourceLocation L) {
    Token Next;
    if (L.isInvalid() || Lexer::getRawToken(L, Next, U.sources(), U.lang(), /*IgnoreWhiteSpace=*/true))
      return L;
    while (Next.is(tok::comment))
      if (Lexer::getRawToken(Next.getEndLoc(), Next, U.sources(), U.lang(), true))
        return L;
    return Next.getLocation();
  }
  /// The comma behind an argument that came before.
  SourceLocation commaAfter(const TemplateArgumentLoc &A) {
    SourceLocation End = A.getSourceRange().getEnd();
    if (!UnitContext::isPlain(End))
      return {};
    SourceLocation At = nextToken(U.afterToken(End));
    return *U.sources().getCharacterData(At) == ',' ? At : SourceLocation();
  }
  static bool isIdentifierBody(char Ch) { return Ch == '_' || isalnum(static_cast<unsigned char>(Ch)); }

  UnitContext &U;
  Counted &C;
  PointerSpelling &Out;
};

} // namespace

Held heldBy(QualType T, Counted &C) {
  if (!mentions(T, C))
    return Held::Nothing;
  T = T.getNonReferenceType();
  if (C.borrowOf(T) == Counted::Borrow::Pointer)
    return Held::Pointer;
  if (T->isArrayType())
    return Held::Holder;
  const auto *S = specialization(T);
  return S && S->getIdentifier() && isHolderName(S->getName()) && isStd(S) ? Held::Holder : Held::Iterator;
}

PointerSpelling spellingOf(const DeclaratorDecl *D, UnitContext &U, Counted &C) {
  PointerSpelling Result;
  const TypeSourceInfo *Type = D->getTypeSourceInfo();
  SourceLocation Begin = Type ? Type->getTypeLoc().getBeginLoc() : SourceLocation();
  if (!UnitContext::isPlain(Begin) || !UnitContext::isPlain(D->getLocation())) {
    Result.Why = "it is written by a macro";
    return Result;
  }
  if (D->getType()->isArrayType()) {
    // `const Node *a[2]`: the qualifier belongs to the pointer's class, and comes first.
    Begin = D->getBeginLoc();
    const TypeLoc Whole = Type->getTypeLoc();
    if (U.text(Begin, Whole.getBeginLoc()).trim() != "" && U.text(Begin, Whole.getBeginLoc()).trim() != "const") {
      Result.Why = "it is declared with more than its type";
      return Result;
    }
  }
  PointerFinder(U, C, Result).find(Type->getTypeLoc(), Begin);
  if (Result.Parts.empty() && Result.Why.empty())
    Result.Why = "its type is written elsewhere";
  return Result;
}

} // namespace conure::rewrite
