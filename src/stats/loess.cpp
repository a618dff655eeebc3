#include "stats/loess.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.h"

namespace residuum::stats {
namespace {

struct Points {
  std::vector<double> x, y;  // x rising
};

void require_finite(const std::vector<double>& values, const char* name) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i]))
      throw input_error("{} {} of the local regression is not finite", name, i + 1);
  }
}

Points sort_by_x(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return x[a] < x[b]; });
  Points points;
  for (const auto i : order) {
    points.x.push_back(x[i]);
    points.y.push_back(y[i]);
  }
  return points;
}

// The first of the `count` points that lie nearest to `place`.
std::size_t nearest(const Points& points, double place, std::size_t count) {
  std::size_t low = 0, high = points.x.size() - count;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (place - points.x[middle] > points.x[middle + count] - place) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

double mean_at(const Points& points, double place) {
  const auto [first, last] = std::equal_range(points.x.begin(), points.x.end(), place);
  const auto from = points.y.begin() + (first - points.x.begin());
  return std::accumulate(from, from + (last - first), 0.0) / static_cast<double>(last - first);
}

// The square root of the tricube weight. R's code (netlib dloess, ehg127) cuts it flat at both ends.
double root_weight(double distance, double reach) {
  if (distance >= reach * 0.999) return 0;
  if (distance <= reach * 0.001) return 1;
  const double ratio = distance / reach, inner = 1 - ratio * ratio * ratio;
  return std::sqrt(inner * inner * inner);
}

double local_value(const Points& points, double place, std::size_t count) {
  const std::size_t first = nearest(points, place, count), last = first + count - 1;
  const double reach = std::max(place - points.x[first], points.x[last] - place);
  if (!(reach > 0)) return mean_at(points, place);
  Eigen::MatrixX3d terms(static_cast<Eigen::Index>(count), 3);
  Eigen::VectorXd values(static_cast<Eigen::Index>(count));
  for (std::size_t i = 0; i < count; ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const double distance = points.x[first + i] - place, weight = root_weight(std::abs(distance), reach);
    terms.row(row) << weight, weight * distance, weight * distance * distance;
    values[row] = weight * points.y[first + i];
  }
  // Few distinct places leave the quadratic undetermined: then the shortest solution of the scaled columns,
  // as R.
  const Eigen::RowVector3d length = terms.colwise().norm().unaryExpr([](double l) { return l > 0 ? l : 1; });
  terms.array().rowwise() /= length.array();
  const Eigen::HouseholderQR<Eigen::MatrixX3d> triangular(terms);
  const Eigen::VectorXd turned = triangular.householderQ().adjoint() * values;
  const Eigen::Matrix3d upper = triangular.matrixQR().topRows(3).triangularView<Eigen::Upper>();
  Eigen::JacobiSVD<Eigen::Matrix3d> decomposition(upper, Eigen::ComputeFullU | Eigen::ComputeFullV);
  decomposition.setThreshold(100 * std::numeric_limits<double>::epsilon());
  return decomposition.solve(turned.head(3))[0] / length[0];
}

}  // namespace

std::vector<double> loess(const std::vector<double>& x, const std::vector<double>& y,
                          const std::vector<double>& at, double span) {
  if (x.size() != y.size())
    throw input_error("{} places for {} values of the local regression; one each is needed", x.size(),
                      y.size());
  require_finite(x, "place");
  require_finite(y, "value");
  require_finite(at, "asked place");
  if (!(span > 0 && span <= 1)) throw input_error("span {}: above 0, at most 1 is needed", span);
  const auto count = static_cast<std::size_t>(static_cast<double>(x.size()) * span + 1e-5);
  if (count < 3) {
    throw input_error("{} values and a span of {} leave {} for a local quadratic; 3 are needed", x.size(),
                      span, count);
  }
  const auto points = sort_by_x(x, y);
  std::vector<double> fitted;
  fitted.reserve(at.size());
  for (const double place : at) fitted.push_back(local_value(points, place, count));
  return fitted;
}

}  // namespace residuum::stats
