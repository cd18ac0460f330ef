//===- SharedBits.h - A set of small numbers that copies share ------------===//
//
// Defines SharedBits, the set of places or loans in a FlowState. A function with
// n blocks has n states that differ little from one to the next: the set is a
// tree whose branches copies share, so that a copy costs nothing, a change costs
// one path, and a join looks only at the branches in which two sets differ.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_SHAREDBITS_H
#define CONURE_CHECKS_MODEL_SHAREDBITS_H

#include "llvm/ADT/bit.h"
#include <cstdint>
#include <utility>

namespace conure {

class SharedBits {
public:
  SharedBits() = default;
  /// An empty set that can hold the numbers below \p Size. Only sets of the same
  /// size can be joined.
  explicit SharedBits(unsigned Size);

  bool test(unsigned Bit) const;
  void set(unsigned Bit);
  void reset(unsigned Bit);
  void put(unsigned Bit, bool On) { On ? set(Bit) : reset(Bit); }
  bool none() const { return !Root; }

  /// Adds what is in \p Other; true if that changed this.
  bool unite(const SharedBits &Other);
  /// Keeps what is in \p Other, too; true if that changed this.
  bool intersect(const SharedBits &Other);

  /// Calls \p Do with each number in the set, in rising order.
  template <class Fn> void forEach(Fn Do) const { visit(Root.get(), Height, 0, Do); }
  /// Calls \p Do with each number that is in both sets, in rising order. Neither may change meanwhile.
  template <class Fn> void forEachCommon(const SharedBits &Other, Fn Do) const {
    visitCommon(Root.get(), Other.Root.get(), Height, 0, Do);
  }

private:
  static constexpr unsigned WordsPerLeaf = 4, LeafShift = 8, Fan = 8, FanShift = 3;
  struct Leaf;
  struct Inner;
  struct Node {
    unsigned Refs = 0;
    bool IsLeaf;
    explicit Node(bool IsLeaf) : IsLeaf(IsLeaf) {}
    Node(const Node &Other) : IsLeaf(Other.IsLeaf) {} // nobody refers to the copy yet
    Node &operator=(const Node &) = delete;
  };
  /// Counts by hand: plain words, one thread.
  class NodeRef {
  public:
    NodeRef() = default;
    explicit NodeRef(Node *N) : N(N) { retain(); }
    NodeRef(const NodeRef &Other) : N(Other.N) { retain(); }
    NodeRef(NodeRef &&Other) noexcept : N(std::exchange(Other.N, nullptr)) {}
    NodeRef &operator=(NodeRef Other) noexcept {
      std::swap(N, Other.N);
      return *this;
    }
    ~NodeRef() { release(); }
    Node *get() const { return N; }
    explicit operator bool() const { return N != nullptr; }
    bool operator==(const NodeRef &Other) const { return N == Other.N; }
    bool isOnly() const { return N->Refs == 1; }

  private:
    void retain() {
      if (N)
        ++N->Refs;
    }
    void release();
    Node *N = nullptr;
  };
  struct Leaf : Node {
    uint64_t Words[WordsPerLeaf] = {};
    Leaf() : Node(true) {}
  };
  struct Inner : Node {
    NodeRef Kids[Fan];
    Inner() : Node(false) {}
  };
  static Leaf *leaf(Node *N) { return static_cast<Leaf *>(N); }
  static Inner *inner(Node *N) { return static_cast<Inner *>(N); }
  static unsigned shift(unsigned Height) { return LeafShift + (Height - 1) * FanShift; }

  static void setBelow(NodeRef &At, unsigned Height, unsigned Bit);
  static void resetBelow(NodeRef &At, unsigned Height, unsigned Bit);
  static NodeRef united(const NodeRef &A, const NodeRef &B, unsigned Height);
  static NodeRef common(const NodeRef &A, const NodeRef &B, unsigned Height);

  template <class Fn> static void visitWord(uint64_t Word, unsigned From, Fn &Do) {
    for (; Word; Word &= Word - 1)
      Do(From + unsigned(llvm::countr_zero(Word)));
  }
  template <class Fn> static void visit(Node *N, unsigned Height, unsigned From, Fn &Do) {
    if (!N)
      return;
    if (Height == 0) {
      for (unsigned W = 0; W < WordsPerLeaf; ++W)
        visitWord(leaf(N)->Words[W], From + W * 64, Do);
      return;
    }
    for (unsigned K = 0; K < Fan; ++K)
      visit(inner(N)->Kids[K].get(), Height - 1, From + (K << shift(Height)), Do);
  }
  template <class Fn> static void visitCommon(Node *A, Node *B, unsigned Height, unsigned From, Fn &Do) {
    if (!A || !B)
      return;
    if (Height == 0) {
      for (unsigned W = 0; W < WordsPerLeaf; ++W)
        visitWord(leaf(A)->Words[W] & leaf(B)->Words[W], From + W * 64, Do);
      return;
    }
    for (unsigned K = 0; K < Fan; ++K)
      visitCommon(inner(A)->Kids[K].get(), inner(B)->Kids[K].get(), Height - 1, From + (K << shift(Height)), Do);
  }

  /// True if that changes the set.
  bool become(NodeRef Made);

  /// Null: nothing below is in the set.
  NodeRef Root;
  unsigned Height = 0;
};

} // namespace conure

#endif
