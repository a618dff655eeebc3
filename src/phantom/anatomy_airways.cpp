// Air and what lines it: nose, sinuses, pharynx, larynx; the great vessels of the neck.
#include "phantom/anatomy.h"

namespace residuum::phantom {

using enum Tissue;

std::vector<Structure> airways() {
  const std::vector<Layer> sinus = {{cortical_bone, 1.6F}, {mucosa, 0.2F}, {air, -0.7F}};
  const std::vector<Layer> lined = {{mucosa, 2.2F}, {air, 0}};
  const std::vector<Layer> concha = {{mucosa, 0}};
  const std::vector<Layer> core = {{ligament, 0}};
  std::vector<Structure> parts = {
      // Maxillary, frontal and sphenoid sinuses.
      pair(loop(sinus, {{-8, {{24, -62}, {32, -62}, {36, -54}, {32, -44}, {25, -46}}},
                        {2, {{18, -68}, {32, -68}, {42, -60}, {40, -48}, {28, -36}, {18, -38}}},
                        {14, {{18, -68}, {32, -69}, {44, -60}, {40, -48}, {28, -34}, {17, -36}}},
                        {21, {{20, -64}, {30, -64}, {38, -58}, {34, -48}, {26, -40}, {20, -46}}}})),
      pair(ellipse(sinus, {{45, 8, -78, 6, 3}, {52, 10, -78, 9, 4}, {62, 8, -79, 5, 2.5F}})),
      pair(ellipse(sinus, {{20, 6.5F, -12, 4.5F, 8}, {26, 7, -13, 6, 9}, {33, 6.5F, -13, 5, 8}})),
      // Nose: the room, then conchae and septum in it.
      outline({{cortical_bone, 2.0F}, {mucosa, 1.2F}, {air, -1.2F}},
              {{-5, {{0, -86}, {6, -84}, {12, -74}, {16, -60}, {16, -44}, {13, -28}, {0, -25}}},
               {4, {{0, -94}, {6, -92}, {10, -82}, {16, -64}, {16, -44}, {13, -28}, {0, -24}}},
               {14, {{0, -92}, {4, -88}, {9, -76}, {14, -62}, {14, -44}, {12, -28}, {0, -22}}},
               {23, {{0, -84}, {3, -80}, {5, -68}, {6, -56}, {6, -40}, {6, -28}, {0, -22}}},
               {37, {{0, -72}, {2, -70}, {2.5F, -60}, {3, -50}, {3, -36}, {0, -30}}}}),
      pair(ellipse(
          concha, {{-3, 9.5F, -55, 4.6F, 21, -3}, {3, 9.3F, -54, 5.8F, 24, -3}, {7, 11, -53, 4.4F, 21, -3}})),
      pair(ellipse(
          concha, {{8, 7.5F, -50, 3.0F, 17, 3}, {15, 7.2F, -49, 4.0F, 19, 3}, {20, 6.2F, -48, 2.6F, 15, 3}})),
      pair(band(core, {{-2, {{9, -70}, {10, -55}, {9, -38}}, 0.5F},
                       {6, {{9, -74}, {11, -55}, {9.5F, -36}}, 0.5F}})),
      pair(band(core, {{9, {{7, -62}, {8, -50}, {7, -38}}, 0.5F},
                       {18, {{6.5F, -62}, {7.5F, -50}, {6.5F, -38}}, 0.5F}})),
      band({{mucosa, 0}, {ligament, -1.1F}}, {{-5, {{0, -86}, {0.6F, -70}, {1.2F, -52}, {0, -26}}, 1.7F},
                                              {6, {{0, -99}, {1.0F, -74}, {1.8F, -55}, {0, -26}}, 1.9F},
                                              {20, {{0, -90}, {0.4F, -72}, {1.0F, -52}, {0, -22}}, 1.6F},
                                              {36, {{0, -74}, {0, -52}, {0, -30}}, 1.3F}}),
      pair(ellipse({{skin, 1.5F}, {air, 0}},
                   {{6, 6, -92, 3, 7, -12}, {0, 6, -91, 4, 7, -12}, {-3, 7, -90, 3, 5, -12}})),
  };
  // Ethmoid: two rows of cells, those of the right behind those of the left.
  for (int cell = 0; cell < 8; ++cell) {
    const bool left = cell % 2 == 0;
    const float side = left ? 1.0F : -1.0F, odd = cell / 2 % 2 == 1 ? 1.2F : 0.0F;
    const float y = (left ? -68.0F : -65.0F) + 10.5F * static_cast<float>(cell / 2);
    parts.push_back(ellipse({{mucosa, 0.9F}, {air, -0.1F}},
                            {{22, side * (9 - odd), y, 3.4F + odd, 5.6F - odd, side * 25},
                             {30, side * (8.2F + odd), y + 2, 5.6F - odd, 4.4F + odd, side * -20},
                             {39, side * 8, y - 1, 3.6F + odd, 5.4F, side * 15}}));
  }
  const std::vector<Structure> throat = {
      // Nasopharynx with the fossae of Rosenmueller behind the tori, oropharynx, laryngopharynx.
      steady(outline(lined, {{15, {{0, -21}, {8, -21}, {8, -14}, {9, -9}, {0, -9}}},
                             {8, {{0, -24}, {10, -24}, {9, -16}, {15, -8}, {13, -5.5F}, {0, -5}}},
                             {0, {{0, -24}, {11, -24}, {9, -15}, {15, -7}, {12, -4}, {0, -3.5F}}},
                             {-8, {{0, -17}, {10, -17}, {12, -9}, {10, -4}, {0, -3}}},
                             {-20, {{0, -10}, {7, -10}, {10, -6}, {8, -3}, {0, -2}}},
                             {-36, {{0, -15}, {7, -14}, {11, -8}, {9, -3}, {0, -2}}},
                             {-52, {{0, -22}, {8, -21}, {14, -13}, {11, -4}, {0, -3}}},
                             {-60, {{0, -27}, {7, -25}, {14, -12}, {10, -4}, {0, -4}}}})),
      pair(ellipse(
          {{mucosa, 0}, {cartilage, -1.8F}},
          {{9, 10.5F, -14, 3.2F, 4.2F, -25}, {0, 10.5F, -14, 3.6F, 4.4F, -25}, {-6, 10, -13, 3, 3.6F, -25}})),
      band({{mucosa, 0}, {cartilage, -0.8F}},
           {{-44, {{-6, -15}, {0, -17}, {6, -15}}, 1.6F}, {-58, {{-8, -19}, {0, -22}, {8, -19}}, 1.8F}}),
      // Larynx: cartilage, folds, airway.
      pair(band({{cortical_bone, 0}, {marrow, -1.2F}}, {{-64, {{2, -38}, {11, -27}, {19, -10}}, 1.6F},
                                                        {-76, {{0.5F, -37}, {11, -24}, {20, -6}}, 2.0F},
                                                        {-90, {{3, -32}, {11, -22}, {17, -6}}, 1.8F}})),
      ellipse({{muscle, 6.5F}, {mucosa, 1.5F}, {air, 0}},
              {{-62, 0, -22, 6, 6}, {-72, 0, -21, 4, 9}, {-84, 0, -20, 6, 9}, {-105, 0, -20, 8, 8.5F}}),
      pair(ellipse({{mucosa, 1.4F}, {air, 0}},
                   {{-60, 12, -9, 4, 3, 30}, {-70, 13, -7, 3, 2.4F, 30}, {-78, 11, -5, 1.6F, 1.4F, 30}})),
  };
  parts.insert(parts.end(), throat.begin(), throat.end());
  return parts;
}

std::vector<Structure> vessels() {
  const std::vector<Layer> flow = {{muscle, 0.5F}, {artery, -0.3F}};
  const std::vector<Layer> filled = {{vein, 0}};
  return {
      // Carotids: siphon, petrous part, neck; external branch; jugular vein.
      pair(ellipse(
          {{artery, 0}},
          {{20, 14, 0, 2.6F, 3.2F}, {28, 13, -3, 2.5F, 3.4F}, {35, 12, -5, 2.4F, 3}, {40, 13, -4, 2, 2}})),
      pair(band({{artery, 0}}, {{15, {{26, 8}, {20, 4}}, 2.4F}, {18, {{24, 6}, {15, 1}}, 2.5F}})),
      pair(ellipse(flow, {{14, 26, 8, 2.8F, 2.8F},
                          {0, 25, 8, 2.8F, 2.8F},
                          {-30, 26, 4, 3, 3},
                          {-46, 27, 0, 3.6F, 4},
                          {-56, 26, -1, 3.8F, 4},
                          {-105, 24, -3, 3.6F, 3.6F}})),
      pair(ellipse(flow, {{-8, 46, 2, 1.5F, 1.5F}, {-28, 36, -6, 1.9F, 1.9F}, {-46, 26, -9, 2.2F, 2.2F}})),
      pair(ellipse(filled, {{13, 33, 17, 4.2F, 4.2F},
                            {0, 32, 15, 3.6F, 4.4F, 20},
                            {-30, 34, 11, 4, 5, 20},
                            {-60, 34, 6, 5, 6, 20},
                            {-105, 33, 2, 6, 7, 20}})),
      pair(ellipse(filled, {{6, 55, 3, 2, 2}, {-20, 55, 6, 2.1F, 2.1F}, {-40, 57, 4, 1.7F, 1.7F}})),
      pair(ellipse(filled, {{-40, 61, 8, 1.6F, 1}, {-70, 58, 20, 2, 1.3F}, {-105, 56, 26, 2, 1.4F}})),
      // Vertebral arteries into the basilar; arteries of the base.
      pair(ellipse({{artery, 0}}, {{2, 12, 27, 1.8F, 1.8F},
                                   {-8, 25, 22, 1.9F, 1.9F},
                                   {-30, 17, 18, 1.9F, 1.9F},
                                   {-105, 18, 17, 1.9F, 1.9F}})),
      pair(ellipse({{artery, 0}},
                   {{3, 9, 25, 1.6F, 1.6F}, {10, 5, 21, 1.6F, 1.6F}, {15, 1, 17.5F, 1.6F, 1.6F}})),
      ellipse({{artery, 0}}, {{15, 0, 17, 1.8F, 1.8F}, {28, 0, 10, 1.7F, 1.7F}, {38, 0, 7, 1.6F, 1.6F}}),
      pair(band({{artery, 0}}, {{39, {{11, -5}, {20, -10}, {30, -17}}, 1.2F},
                                {43, {{11, -6}, {20, -11}, {32, -16}}, 1.2F}})),
      // Facial and internal maxillary vessels, pterygoid plexus.
      pair(ellipse(filled,
                   {{-10, 50, -52, 1.2F, 1.2F}, {-35, 50, -44, 1.3F, 1.3F}, {-50, 43, -30, 1.5F, 1.5F}})),
      pair(band(filled, {{6, {{40, -12}, {35, -24}, {30, -29}}, 0.8F}, {1, {{38, -10}, {33, -22}}, 0.7F}})),
  };
}

}  // namespace residuum::phantom
