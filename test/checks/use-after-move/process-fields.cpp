// A message leaves the process whole: what it moved out of a field must be back on every way out, and nothing that is
// called in between may read it.
#include <conure/conure.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

void take(std::string);
void look(const std::string &);
std::string make();
bool chance();

class CONURE_PROCESS Store {
public:
  CONURE_ASYNC void notRefilled() {
    take(std::move(name_)); // expect-error {{field 'name_' is moved out of the process and not refilled}} [use-after-move]
  }
  CONURE_ASYNC void refilled() {
    take(std::move(name_));
    name_ = make();
  }
  CONURE_ASYNC void onOneWay() {
    take(std::move(name_)); // expect-error {{not refilled on every way out of 'onOneWay'}} [use-after-move]
    if (chance())
      return;
    name_ = make();
  }
  CONURE_ASYNC void onEveryWay() {
    take(std::move(name_));
    if (chance()) {
      name_ = "a";
      return;
    }
    name_ = "b";
  }
  CONURE_ASYNC void onlyIfMoved() {
    if (chance()) {
      take(std::move(name_));
      name_.clear();
    }
  }
  CONURE_ASYNC void exchanged() { take(std::exchange(name_, {})); }
  CONURE_ASYNC void swapped() {
    std::string mine;
    std::swap(mine, name_);
    take(std::move(mine));
  }
  CONURE_ASYNC void throwing() {
    take(std::move(name_));
    if (chance())
      throw 1; // ends the program
    name_ = make();
  }
  CONURE_ASYNC void panicking() {
    take(std::move(name_));
    if (chance())
      panic("gone");
    name_ = make();
  }
  CONURE_ASYNC void helperReads() {
    take(std::move(name_)); // expect-error {{field 'name_' is moved out while a method that may read it is called}} [use-after-move]
    reads();
    name_ = make();
  }
  CONURE_ASYNC void helperOfHelperReads() {
    take(std::move(name_)); // expect-error {{field 'name_' is moved out while a method that may read it is called}} [use-after-move]
    callsReads();
    name_ = make();
  }
  CONURE_ASYNC void helperOfHelperRefills() {
    take(std::move(name_));
    refillsThenReads();
  }
  CONURE_ASYNC void helperUnseen() {
    take(std::move(name_)); // expect-error {{field 'name_' is moved out while a method that may read it is called}} [use-after-move]
    unseen(); // expect-note {{this method's body cannot be seen}}
    name_ = make();
  }
  CONURE_ASYNC void helperRefills() {
    take(std::move(name_));
    refills();
    look(name_);
  }
  CONURE_ASYNC void helperLooksElsewhere() {
    take(std::move(name_));
    readsOther();
    name_ = make();
  }
  CONURE_ASYNC void helperMoves() {
    moves(); // told where the helper moves it
    look(other_);
  }
  CONURE_ASYNC void throughClosure() {
    auto f = [this] { take(std::move(name_)); };
    f(); // the field is gone; told where it is moved. expect-error@-1 {{field 'name_' is moved out of the process and not refilled}} [use-after-move]
  }
  CONURE_ASYNC void partOfField() {
    take(std::move(pair_.first)); // expect-error {{'pair_.first' is moved out of the process and not refilled}} [use-after-move]
  }
  CONURE_ASYNC void partRefilled() {
    take(std::move(pair_.first));
    pair_.first = "x";
  }
  CONURE_ASYNC void uniField(channel<uni<std::string>> c) {
    c.send(std::move(unique_)); // expect-error {{field 'unique_' is moved out of the process and not refilled}} [use-after-move]
  }
  CONURE_ASYNC void uniRefilled(channel<uni<std::string>> c) { c.send(std::exchange(unique_, recover(std::string("x")))); }

private:
  void reads() { look(name_); }
  void callsReads() { reads(); }
  void refillsThenReads() {
    refills();
    reads();
  }
  void unseen();
  void refills() { name_ = make(); }
  void readsOther() { look(other_); }
  void moves() {
    take(std::move(name_)); // expect-error {{not refilled on the way out of 'moves'}} [use-after-move]
  }

  std::string name_;
  std::string other_;
  std::pair<std::string, int> pair_;
  uni<std::string> unique_;
};
