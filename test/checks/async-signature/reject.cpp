// What a message may not be.
// expect-error@Inputs/messages.h:9 {{parameter 's' of message 'bad' is not sendable: its type is 'const char *'}} [async-signature]
#include "Inputs/messages.h"
#include <any>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>
using namespace conure;

struct Node {
  Node *next; // expect-note {{'Node' has a field 'next' of type 'Node *'}}
};
struct User {
  std::string name;
  std::string_view nick; // expect-note {{'User' has a field 'nick' of type 'std::string_view'}} expect-note {{'std::string_view' borrows its characters}}
};
struct Wrapper {
  std::vector<User> users; // expect-note {{'Wrapper' has a field 'users' of type 'std::vector<User>'}}
};

class CONURE_PROCESS References {
public:
  CONURE_ASYNC void out(int &result);             // expect-error {{parameter 'result' of message 'out' is a reference ('int &'): both processes would see one object}} [async-signature]
  // expect-note@-1 {{help: take it by value; to answer, take a 'promise<int>' or a channel}}
  CONURE_ASYNC void text(const std::string &s);   // expect-error {{is a reference ('const std::string &')}} [async-signature]
  CONURE_ASYNC void sink(std::string &&s);        // expect-error {{is a reference ('std::string &&')}} [async-signature]
  CONURE_ASYNC void unique(uni<Node> &u);         // expect-error {{parameter 'u' of message 'unique' is a reference}} [async-signature]
  // expect-error@-1 {{}} [uni-borrow]
  CONURE_ASYNC void many(int, const int &, int *); // expect-error {{parameter number 2}} [async-signature] expect-error {{parameter number 3}} [async-signature]
};

class CONURE_PROCESS Borrows {
public:
  CONURE_ASYNC void pointer(Node *n);                      // expect-error {{'Node *'}} [async-signature]
  CONURE_ASYNC void view(std::string_view s);              // expect-error {{'std::string_view'}} [async-signature]
  // expect-note@-1 {{help: take a 'std::string', which is a value}}
  CONURE_ASYNC void span(std::span<int> s);                // expect-error {{'std::span<int>'}} [async-signature]
  CONURE_ASYNC void stored(ref<Node> n, mut<Node> m);      // expect-error {{'ref<Node>'}} [async-signature] expect-error {{'mut<Node>'}} [async-signature]
  CONURE_ASYNC void array(int numbers[4]);                 // expect-error {{'int *'}} [async-signature]
  CONURE_ASYNC void iterator(std::vector<int>::iterator i); // expect-error {{is not sendable}} [async-signature]
  CONURE_ASYNC void shared(std::shared_ptr<int> p);        // expect-error {{'std::shared_ptr<int>'}} [async-signature]
  CONURE_ASYNC void weak(std::weak_ptr<const int> p);      // expect-error {{'std::weak_ptr<const int>'}} [async-signature]
  CONURE_ASYNC void opaque(std::function<void()> f, std::any a); // expect-error {{'std::function<void ()>'}} [async-signature] expect-error {{'std::any'}} [async-signature]
};

class CONURE_PROCESS Owned {
public:
  CONURE_ASYNC void vector(std::vector<int> v);       // expect-error {{parameter 'v' of message 'vector' is not sendable}} [async-signature]
  // expect-note@-1 {{help: take a 'uni<std::vector<int>>' and let the sender write recover(…)}}
  CONURE_ASYNC void unique(std::unique_ptr<int> p);   // expect-error {{'std::unique_ptr<int>'}} [async-signature]
  CONURE_ASYNC void node(Node n);                     // expect-error {{'Node'}} [async-signature]
  CONURE_ASYNC void deep(Wrapper w);                  // expect-error {{'Wrapper'}} [async-signature]
  CONURE_ASYNC void pair(std::pair<int, std::vector<int>> p); // expect-error {{is not sendable}} [async-signature]
  CONURE_ASYNC void shared(std::shared_ptr<const Node> p); // expect-error {{'std::shared_ptr<const Node>'}} [async-signature]
  CONURE_ASYNC void itself(Owned *o);                 // expect-error {{'Owned *'}} [async-signature]
  // expect-note@-1 {{help: take a 'process<Owned>'}}
};

class CONURE_PROCESS Shapes {
public:
  CONURE_ASYNC int result();                  // expect-error {{message 'result' returns 'int', but nobody waits for a message's result}} [async-signature]
  CONURE_ASYNC std::vector<int> results();    // expect-error {{returns 'std::vector<int>'}} [async-signature]
  CONURE_ASYNC static void fixed(int);        // expect-error {{message 'fixed' is static}} [async-signature]
  CONURE_ASYNC void any(int, ...);            // expect-error {{takes any arguments}} [async-signature]
  CONURE_ASYNC void rvalue() &&;              // expect-error {{can only be called on an rvalue}} [async-signature]
  CONURE_ASYNC Shapes();                      // expect-error {{a constructor cannot be a message}} [async-signature]
  CONURE_ASYNC ~Shapes();                     // expect-error {{a destructor cannot be a message}} [async-signature]
protected:
  CONURE_ASYNC void half();                   // expect-error {{message 'half' is not public}} [async-signature]
private:
  CONURE_ASYNC void hidden();                 // expect-error {{message 'hidden' is not public}} [async-signature]
};

class Plain { // expect-note {{'Plain' is declared here}}
public:
  CONURE_ASYNC void message(int); // expect-error {{message 'message' is in 'Plain', which is not a process class}} [async-signature]
};
class CONURE_PROCESS Base {
public:
  CONURE_ASYNC virtual void run(int);
};
class Forgotten : public Base {
public:
  void run(int) override; // expect-error {{message 'run' is in 'Forgotten', which is not a process class}} [async-signature]
};

// By hand and out of line, the declaration in the class speaks.
class CONURE_PROCESS OutOfLine {
public:
  CONURE_ASYNC void later(Node *n); // expect-error {{'Node *'}} [async-signature]
};
void OutOfLine::later(Node *) {}

#define MESSAGE(NAME, TYPE) CONURE_ASYNC void NAME(TYPE)
class CONURE_PROCESS FromMacros {
public:
  MESSAGE(fine, int);
  MESSAGE(wrong, int *); // expect-error {{'int *'}} [async-signature]
};

using Text = std::string_view;
struct Forward;
class CONURE_PROCESS Hidden {
public:
  CONURE_ASYNC void alias(Text t);      // expect-error {{not sendable}} [async-signature]
  CONURE_ASYNC void incomplete(Forward); // expect-error {{parameter number 1}} [async-signature]
  CONURE_ASYNC void automatic(std::initializer_list<int> l); // expect-error {{'std::initializer_list<int>'}} [async-signature]
  class CONURE_PROCESS Inner {
  public:
    CONURE_ASYNC void nested(int *p); // expect-error {{'int *'}} [async-signature]
  };
};
