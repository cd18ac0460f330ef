//===- Places.h - Access paths: which value an expression names -----------===//
//
// Defines PlaceNode, one step of an access path (`s.name`, `*u`, `this->items_[i]`), the table
// that interns the paths of one function, and the resolver that turns an
// expression into its path. For the flow analysis, the rules that ask it, and
// the rewriter.
//
// A path starts at a variable, a parameter or `this` and goes on by steps. A
// step is *inline* when its target lies inside its parent, so that moving the
// parent moves (and changes the address of) the target.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_PLACES_H
#define CONURE_CHECKS_MODEL_PLACES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <tuple>
#include <vector>

namespace conure {

using PlaceId = unsigned;
constexpr PlaceId NoPlace = ~0u;

enum class Step : uint8_t {
  Root,      ///< a variable, a parameter, a structured binding, or *this
  Field,     ///< a data member
  Base,      ///< a base class subobject
  Part,      ///< std::get<N> of a tuple or variant
  Inline,    ///< what an optional or a uni holds
  Slot,      ///< an element of a built-in array or std::array
  Chars,     ///< the characters of a string: inline when it is short
  OwnedHeap, ///< what a unique_ptr owns
  Heap,      ///< behind a pointer, an iterator, or any other class with operator*
  Element,   ///< an element of a container
};

/// True if the target of the step lies inside its parent.
inline bool isInline(Step S) { return S < Step::OwnedHeap; }

struct PlaceNode {
  PlaceId Parent;
  Step Kind;
  unsigned char Depth;
  /// The ValueDecl, FieldDecl or CXXRecordDecl of the step; for Slot, Element
  /// and Part an index made by PlaceTable::constantKey or the index variable.
  /// Null: the summary of all elements, or *this for a root.
  const void *Key;
  PlaceId FirstChild = NoPlace;
  PlaceId NextSibling = NoPlace;
};

/// The paths of one function. Ids are dense and stable.
class PlaceTable {
public:
  PlaceId root(const clang::ValueDecl *D) { return intern(NoPlace, Step::Root, D); }
  PlaceId thisRoot() { return intern(NoPlace, Step::Root, nullptr); }
  /// The root of \p D if some path starts there.
  PlaceId find(const clang::ValueDecl *D) const {
    auto It = Index.find({NoPlace, unsigned(Step::Root), static_cast<const void *>(D)});
    return It == Index.end() ? NoPlace : It->second;
  }
  /// NoPlace past a depth where paths stop being useful.
  PlaceId child(PlaceId Parent, Step Kind, const void *Key = nullptr);
  /// Like child, but NoPlace if no such path has been asked for.
  PlaceId childIfKnown(PlaceId Parent, Step Kind, const void *Key) const {
    auto It = Index.find({Parent, unsigned(Kind), Key});
    return It == Index.end() ? NoPlace : It->second;
  }
  /// The path of \p Other's place \p Id in this table.
  PlaceId translate(const PlaceTable &Other, PlaceId Id);

  const PlaceNode &operator[](PlaceId Id) const { return Places[Id]; }
  unsigned size() const { return Places.size(); }
  PlaceId rootOf(PlaceId Id) const;
  /// Null for *this.
  const clang::ValueDecl *rootDecl(PlaceId Id) const {
    return static_cast<const clang::ValueDecl *>(const_cast<void *>(Places[rootOf(Id)].Key));
  }
  bool isThisRooted(PlaceId Id) const { return !Places[rootOf(Id)].Key; }
  /// \p Outer is \p Inner or contains it.
  bool isPrefix(PlaceId Outer, PlaceId Inner) const;
  bool overlap(PlaceId A, PlaceId B) const { return isPrefix(A, B) || isPrefix(B, A); }
  /// \p Outer is a prefix of \p Inner and no step between them leaves it.
  bool isInlinePrefix(PlaceId Outer, PlaceId Inner) const;
  /// Some step of the path is the summary of all elements.
  bool isSummary(PlaceId Id) const;

  template <class Fn> void forEachChild(PlaceId Id, Fn F) const {
    for (PlaceId C = Places[Id].FirstChild; C != NoPlace; C = Places[C].NextSibling)
      F(C);
  }

  /// The path as the user would write it: "s.name", "u->items[0]".
  std::string name(PlaceId Id) const;
  const clang::BindingDecl *bindingOf(PlaceId Part) const;

  static const void *constantKey(uint64_t Index) { return reinterpret_cast<const void *>(Index * 2 + 1); }
  static const void *lastKey() { return constantKey((uint64_t(1) << 62) - 1); }
  /// The variable that an element's key names, or null.
  static const clang::VarDecl *indexVariable(const void *Key) {
    return reinterpret_cast<uintptr_t>(Key) & 1 ? nullptr : static_cast<const clang::VarDecl *>(Key);
  }

private:
  PlaceId intern(PlaceId Parent, Step Kind, const void *Key);

  std::vector<PlaceNode> Places;
  llvm::DenseMap<std::tuple<unsigned, unsigned, const void *>, PlaceId> Index;
};

/// Library classes whose parts a path goes through.
enum class Wrapper { None, UniquePtr, SharedPtr, Optional, Uni, Container, Array, String };
Wrapper wrapperOf(clang::QualType T);
/// A container whose elements keep their addresses when others come and go.
bool hasStableNodes(clang::QualType T);
bool isSmartPointer(clang::QualType T);

/// A place, and the reference or pointer variable through which it was named.
struct PlaceRef {
  PlaceId Id = NoPlace;
  const clang::VarDecl *Via = nullptr;
  explicit operator bool() const { return Id != NoPlace; }
};

/// Resolves expressions of one function body to places.
class PlaceResolver {
public:
  PlaceResolver(clang::ASTContext &Ctx, PlaceTable &Table) : Ctx(Ctx), Table(Table) {}

  /// Notes which pointer and index variables of \p Body are ever changed: only
  /// the others can stand for what they were initialised with.
  void scan(const clang::Stmt *Body);
  bool isChanged(const clang::VarDecl *V) const { return Changed.contains(V); }

  /// The place that the glvalue \p E names. References that are bound to a place
  /// resolve to it, casts and std::move are looked through.
  PlaceRef resolve(const clang::Expr *E);
  /// The place that the pointer value \p E points to.
  PlaceRef pointee(const clang::Expr *E);
  /// What the operand of a member access or call names: its object.
  PlaceRef object(const clang::Expr *Base, bool IsArrow) { return IsArrow ? pointee(Base) : resolve(Base); }

  /// The element that `erase(key)` of the map or set \p Object takes out, if \p Key names the same one all along and
  /// some borrow names it alike; else NoPlace.
  PlaceId erasedElement(PlaceRef Object, clang::QualType ObjectType, const clang::Expr *Key);

  PlaceTable &table() { return Table; }
  clang::ASTContext &context() { return Ctx; }

private:
  PlaceRef variable(const clang::ValueDecl *D);
  PlaceRef call(const clang::CallExpr *C);
  PlaceRef member(const clang::MemberExpr *M);
  PlaceRef castTo(const clang::CastExpr *C);
  PlaceRef step(PlaceRef From, Step Kind, const void *Key = nullptr);
  PlaceRef dereference(PlaceRef Object, clang::QualType ObjectType);
  PlaceRef element(PlaceRef Object, clang::QualType ObjectType, const void *Key);
  const void *indexKey(const clang::Expr *E);
  bool isStable(PlaceId Id) const;

  clang::ASTContext &Ctx;
  PlaceTable &Table;
  llvm::DenseSet<const clang::VarDecl *> Changed;
  llvm::DenseMap<const clang::ValueDecl *, PlaceRef> Aliases;
};

/// True for std::move, std::forward, std::move_if_noexcept, std::as_const:
/// calls that name their argument's place.
bool isNamingCall(const clang::CallExpr *C);
/// A call of the function std::\p Name.
bool isStdCall(const clang::CallExpr *C, llvm::StringRef Name);
/// \p D is the standard library's: of namespace std or of one within it, or a member of a class there.
bool isInStd(const clang::Decl *D);
/// \p Name is one of \p Names.
inline bool isOneOf(llvm::StringRef Name, std::initializer_list<llvm::StringRef> Names) {
  return llvm::is_contained(Names, Name);
}

} // namespace conure

#endif
