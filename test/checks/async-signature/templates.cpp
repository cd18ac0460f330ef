// Process classes and messages that are templates: checked in each
// instantiation and reported on the pattern, once for each cause: instantiations
// that break a rule in the same words are told once, other types are told too.
#include <conure/conure.h>
#include <string>
#include <vector>
using namespace conure;

template <class T> class CONURE_PROCESS Box {
public:
  CONURE_ASYNC void put(T value);           // expect-error {{parameter 'value' of message 'put' is not sendable: its type is 'std::vector<int>'}} [async-signature] expect-error {{its type is 'std::vector<double>'}} [async-signature]
  CONURE_ASYNC void reference(const T &t);  // expect-error {{('const T &')}} [async-signature]
  CONURE_ASYNC void pointer(T *t);          // expect-error {{its type is 'int *'}} [async-signature] expect-error {{its type is 'std::vector<int> *'}} [async-signature] expect-error {{its type is 'std::vector<double> *'}} [async-signature]
  CONURE_ASYNC void unique(uni<T> t);
  CONURE_ASYNC void fixed(int *p);          // expect-error {{'int *'}} [async-signature]
  T helper(T &t) { return t; }

private:
  CONURE_ASYNC void hidden(T);              // expect-error {{message 'hidden' is not public}} [async-signature] expect-error {{its type is 'std::vector<int>'}} [async-signature] expect-error {{its type is 'std::vector<double>'}} [async-signature]
};
template class Box<int>;              // fine but for what never is
template class Box<std::vector<int>>; // not sendable
template class Box<std::vector<double>>;

template <class T> class CONURE_PROCESS Never { // never instantiated
public:
  CONURE_ASYNC void put(T value);
  CONURE_ASYNC void fixed(const std::string &s); // expect-error {{is a reference}} [async-signature]
};

class CONURE_PROCESS Generic {
public:
  template <class T> CONURE_ASYNC void accept(T value) {}
  template <class T> CONURE_ASYNC void reject(T value) {} // expect-error {{parameter 'value' of message 'reject' is not sendable: its type is 'int *'}} [async-signature]
  template <class T> CONURE_ASYNC void forward(T &&value) {} // expect-error {{is a reference}} [async-signature]
  template <class... T> CONURE_ASYNC void pack(T... values) {} // expect-error {{is not sendable: its type is 'std::vector<int>'}} [async-signature]
  CONURE_ASYNC void brief(auto value) {}                       // expect-error {{its type is 'char *'}} [async-signature]
};

template <class P> void sendTo(process<P> p, char *c) {
  p->accept(1);
  p->accept(std::string("x"));
  p->template accept<uni<std::vector<int>>>(recover(std::vector<int>{1}));
  p->reject(static_cast<int *>(nullptr));
  p->pack(1, std::string());
  p->pack(1, std::vector<int>());
  p->brief(c);
  p->brief(2);
}

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    char c = 'x';
    sendTo(spawn<Generic>(), &c);
  }
};

// An explicit specialisation is a class of its own.
template <> class CONURE_PROCESS Box<char> {
public:
  CONURE_ASYNC void put(char value);
  CONURE_ASYNC void wrong(char *p); // expect-error {{'char *'}} [async-signature]
};
