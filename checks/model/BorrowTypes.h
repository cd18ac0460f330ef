//===- BorrowTypes.h - Which types hold borrows, and which calls keep them -===//
//
// Defines BorrowTypes: whether a value of a type may hold a borrow, and what a
// constructor or a method keeps of the borrows that it is given. For FactBuilder,
// which follows loans through the variables that hold them.
//
// A body tells what it keeps, also one of another unit by its summary. Without
// one, a constructor is taken to keep what its class has a field of the same
// type for.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_BORROWTYPES_H
#define CONURE_CHECKS_MODEL_BORROWTYPES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <optional>

namespace conure {

/// What a function keeps of one argument, or gives back of it.
enum class Kept : uint8_t { // from weak to strong
  Nothing,
  PerhapsContent, ///< a part of what it owns, if anything
  Perhaps,        ///< nothing tells otherwise: the types would allow it
  Content,        ///< what the argument owns: a view of a string or a vector
  Address,        ///< itself, though its type may hold borrows
  Whole,          ///< what the argument borrows; itself, if its type borrows nothing
};
inline bool isUncertain(Kept K) { return K == Kept::Perhaps || K == Kept::PerhapsContent; }
inline bool isContent(Kept K) { return K == Kept::Content || K == Kept::PerhapsContent; }
/// The stronger of two: what is certain counts before what may be, and the whole before its content.
inline Kept joined(Kept A, Kept B) { return A < B ? B : A; }
/// For the index.
llvm::StringRef keptName(Kept K);
std::optional<Kept> keptNamed(llvm::StringRef Name);
using KeptList = llvm::SmallVector<Kept, 4>;

class LocalSources;
class Model;

class BorrowTypes {
public:
  /// \p ByTypes: what a function without a body leaves in what it is given by mutable borrow counts by its type.
  BorrowTypes(Model &M, bool ByTypes);
  ~BorrowTypes();

  /// A reference, a pointer to an object, a view, an iterator, `ref`, `mut`.
  static bool isBorrow(clang::QualType T);
  static bool isView(clang::QualType T);
  /// What std::back_inserter and its kin give: it writes into a container.
  static bool isInserter(clang::QualType T);
  /// What can be replaced through a \p T that is handed on: what a reference or pointer names that is not const, the
  /// elements of an iterator, a span or a `mut`, the container of an inserter. Null if nothing can.
  static clang::QualType writtenThrough(clang::QualType T);
  /// A view of std::ranges that borrows the range it goes over.
  static bool isRange(clang::QualType T);
  /// What a coroutine returns.
  static bool isCoroutineType(clang::QualType T);
  /// Something that owns what a view of it shows: a library container, string…
  static bool isOwner(clang::QualType T);
  /// A borrow, or a class, array, container or closure that may contain one.
  bool mayHold(clang::QualType T);
  /// Some part of the library type \p T is a view, so that an owner converts.
  bool holdsView(clang::QualType T);

  /// What comes into the local variables of \p F, which has a body.
  const LocalSources &localsOf(const clang::FunctionDecl *F);
  /// What an algorithm writes elsewhere of an argument of type \p Given.
  Kept keptByWriting(clang::QualType Given) {
    return mayHold(Given.getNonReferenceType())  ? Kept::Whole
           : isOwner(Given.getUnqualifiedType()) ? Kept::Content
                                                 : Kept::Nothing;
  }
  /// What a library class keeps of an argument of type \p Given.
  Kept keptByLibrary(clang::QualType Holder, clang::QualType Given);
  /// \p Whole is a pair or tuple made of \p Parts arguments, of which number \p Index becomes a part without borrows.
  bool isOwnedPart(clang::QualType Whole, unsigned Index, unsigned Parts);
  /// What its method \p M keeps of argument \p Index: nothing of one that is only looked up, or a key that is copied.
  Kept keptByLibrary(const clang::CXXMethodDecl *M, unsigned Index, clang::QualType Holder, clang::QualType Given);
  /// What a function without a body may keep of an argument, or give back.
  Kept byType(clang::QualType Holder, clang::QualType Parameter);
  /// The same for any class, where a view of what the argument owns counts, too: for what leaves the process.
  Kept couldKeep(clang::QualType Holder, clang::QualType Parameter);
  /// What a \p Result of a function whose body is not known could show of an argument: a view, a reference or a pointer
  /// may lead to any part of an object, for what leaves the process.
  Kept couldShow(clang::QualType Result, clang::QualType Parameter);
  /// By argument, what the object keeps after \p F, a constructor or a method.
  const KeptList &keptByObject(const clang::FunctionDecl *F);
  /// By argument, what the result of the free function \p F may borrow.
  const KeptList &keptByResult(const clang::FunctionDecl *F);
  /// By argument, what comes into what parameter \p Index of \p F, a reference or pointer, refers to; last, what comes
  /// of the object.
  const KeptList &keptByParameter(const clang::FunctionDecl *F, unsigned At);

  /// By argument, what \p F, or a function that it calls, leaves in a global or behind a pointer of its object; last,
  /// what it leaves there of the object. \p Dispatches: what an overrider keeps in its object is there, too.
  const KeptList &keptElsewhere(const clang::FunctionDecl *F, bool Dispatches = false);
  /// By argument, what the overrider \p Each leaves in its object or elsewhere, for one who does not know its class.
  KeptList keptByOverrider(const clang::CXXMethodDecl *Each);
  /// What \p F keeps is known by its body, here or in another unit: nothing needs to be told by the types.
  bool isKnown(const clang::FunctionDecl *F);

private:
  /// An answer about one function. Functions may call each other: until the one that was asked first has its answer,
  /// none is final.
  struct Answer {
    explicit Answer(unsigned Size) : List(Size, Kept::Nothing) {}
    KeptList List;
    unsigned Round = 0;
    bool Final = false;
  };
  const KeptList &answer(std::unique_ptr<Answer> &Slot, unsigned Size, llvm::function_ref<void(KeptList &)> Find);
  void addForeign(const clang::FunctionDecl *F, bool Hidden, int Into, KeptList &Out);
  void eachOverrider(const clang::FunctionDecl *F, llvm::function_ref<void(const clang::CXXMethodDecl *)> Do);
  bool hidesPlaces(const clang::CXXMethodDecl *Method);
  void couldWrite(const clang::FunctionDecl *F, unsigned At, KeptList &Out);
  bool hasViewField(clang::QualType Holder, unsigned Depth = 0);
  bool holdsReferenceWrapper(clang::QualType T);
  bool hasFieldFor(clang::QualType Holder, clang::QualType Parameter, unsigned Depth = 0);

  Model &M;
  bool ByTypes;
  llvm::DenseMap<const void *, char> Holding; ///< by canonical type; 2: being asked
  /// What was found to hold nothing while a class that it may contain was being asked.
  llvm::SmallVector<const void *, 8> Tentative;
  unsigned Asking = 0;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<LocalSources>> Locals;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Answer>> ByObject, ByResult;
  llvm::DenseMap<std::pair<const clang::FunctionDecl *, unsigned>, std::unique_ptr<Answer>> ByParameter, Elsewhere;
  unsigned Round = 0, Nested = 0;
  bool Changed = false, Recursed = false;
  llvm::SmallVector<Answer *, 8> Pending;
};

/// A library template whose value contains values of its arguments.
bool holdsItsArguments(const clang::CXXRecordDecl *R);
/// \p T without reference, qualifiers and sugar.
clang::QualType plainType(clang::QualType T);
/// The referent of a reference or pointer without qualifiers; null if \p T is neither.
clang::QualType referentOf(clang::QualType T);

/// The type of what the \p I-th initialiser of \p List makes: a field's own, be it a reference.
clang::QualType initialisedType(const clang::InitListExpr *List, unsigned I);

/// A method or free function whose parameter or object is [[clang::lifetimebound]].
bool isLifetimeBound(const clang::ParmVarDecl *P);
bool isLifetimeBoundMethod(const clang::CXXMethodDecl *M);

} // namespace conure

#endif
