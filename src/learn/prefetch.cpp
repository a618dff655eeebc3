#include "learn/prefetch.h"

#include <ATen/Parallel.h>
#include <omp.h>
#include <torch/torch.h>

namespace residuum::learn {

void become_loader_thread() {
  // at::set_num_threads would set every thread's number; OpenMP's is the calling thread's own. LibTorch sets
  // it once in each thread, at its first use, which is therefore made before.
  at::get_num_threads();
  ::omp_set_num_threads(1);
  torch::GradMode::set_enabled(false);
}

}  // namespace residuum::learn
