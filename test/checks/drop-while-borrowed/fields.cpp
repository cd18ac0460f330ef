// A borrow of what ends with a function, left in a field of the object: only what nothing could take back again.
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct Reset {
  const std::string **where;
  explicit Reset(const std::string **to) : where(to) {}
  ~Reset() { *where = nullptr; }
};

class Rejected {
public:
  explicit Rejected(std::string s) : view_(s) {} // expect-error {{'view_' keeps a borrow of 's', which ends with this function}} [drop-while-borrowed]
  Rejected(std::string s, int) { view_ = s; }    // expect-error {{keeps a borrow of 's'}} [drop-while-borrowed]
  explicit Rejected(long n) : number_(&n) {}     // expect-error {{'number_' keeps a borrow of 'n'}} [drop-while-borrowed]

  void view(std::string s) { view_ = s; }           // expect-error {{keeps a borrow of 's'}} [drop-while-borrowed]
  void address(std::string s) { text_ = &s; }       // expect-error {{'text_' keeps}} [drop-while-borrowed]
  void local() {
    std::vector<int> numbers{1, 2, 3};
    span_ = numbers; // expect-error {{'span_' keeps a borrow of 'numbers'}} [drop-while-borrowed]
    // expect-note@-2 {{'numbers' is declared here}}
  }
  void part(std::string s) { view_ = std::string_view(s).substr(1); } // expect-error {{keeps}} [drop-while-borrowed]
  void named(std::string s) {
    auto v = std::string_view(s);
    view_ = v.substr(1); // expect-error {{'view_' keeps a borrow of 's'}} [drop-while-borrowed]
  }
  void optional(std::string s) { maybe_ = s; }          // expect-error {{'maybe_' keeps}} [drop-while-borrowed]
  void pushed(int n) { all_.push_back(&n); }            // expect-error {{'all_' keeps a borrow of 'n'}} [drop-while-borrowed]
  void mapped(std::string s) { by_.emplace(1, s); }     // expect-error {{'by_' keeps}} [drop-while-borrowed]
  void temporary() { view_ = std::string("x"); }        // expect-error {{borrow of a temporary 'std::string', which ends with this statement}} [drop-while-borrowed]
  void readAfter(std::string s) {
    view_ = s; // expect-error {{'view_' keeps}} [drop-while-borrowed]
    look();
  }
  void branch(bool b) {
    if (b) {
      std::string s = "x";
      view_ = s; // expect-error {{'view_' keeps}} [drop-while-borrowed]
    }
  }
  void before(std::string s) {
    reset();
    text_ = &s; // expect-error {{'text_' keeps}} [drop-while-borrowed]
  }
  template <class T> void generic(T t) { text_ = &t; } // expect-error {{'text_' keeps}} [drop-while-borrowed]

private:
  void look() const;
  void reset() { text_ = nullptr; }
  std::string_view view_;
  const std::string *text_ = nullptr;
  const long *number_ = nullptr;
  std::span<int> span_;
  std::optional<std::string_view> maybe_;
  std::vector<const int *> all_;
  std::map<int, std::string_view> by_;
};
template void Rejected::generic(std::string);

struct Filler {
  void fill(std::vector<std::string> *names);
  std::vector<std::string> *last = nullptr;
};

class Accepted {
public:
  explicit Accepted(const std::string &s) : view_(s), text_(&s) {}
  explicit Accepted(std::string s, int) : own_(std::move(s)), view_(own_) {}
  Accepted(const std::string *s) : text_(s) {}

  void callers(const std::string &s) { view_ = s; }
  void copied(std::string_view s) { view_ = s; }
  void fields() { view_ = own_; }
  void literal() { view_ = "x"; }
  void forever() {
    static std::string s = "x";
    view_ = s;
  }
  void throughPointer(std::string *s) {
    std::string &r = *s;
    view_ = r;
  }
  void movedIn(std::string s) {
    own_ = std::move(s);
    view_ = own_;
  }
  void guarded(std::string s) {
    Reset guard(&text_);
    text_ = &s;
    work();
  }
  void forTheCall(std::string s) {
    text_ = &s;
    work();
    text_ = nullptr;
  }
  void takenBack(std::string s) {
    text_ = &s;
    reset();
  }
  void inALoop() {
    for (int i = 0; i < 3; ++i) {
      std::string s = "x";
      reset();
      text_ = &s;
      work();
    }
  }
  void values(std::string s) {
    strings_.push_back(s);
    own_ = s;
  }
  void shared(std::shared_ptr<std::string> s) {
    shared_ = s;
    view_ = *s;
  }
  int forOthers() {
    std::vector<std::string> names;
    other_->fill(&names); // as any method might
    mine_.fill(&names);
    return static_cast<int>(names.size());
  }
  void owned() {
    auto s = std::make_unique<std::string>("x");
    view_ = *s;
    unique_ = std::move(s);
  }

private:
  void work();
  void reset() { text_ = nullptr; }
  std::string own_;
  std::string_view view_;
  const std::string *text_ = nullptr;
  std::vector<std::string> strings_;
  std::shared_ptr<std::string> shared_;
  std::unique_ptr<std::string> unique_;
  Filler *other_ = nullptr;
  Filler mine_;
};
