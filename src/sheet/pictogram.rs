//! A small picture for each act. A drawing is closed polygons on a grid, in the form of an SVG path (`M`, then the
//! corners, `z`), and where two of them lie over each other it is white again: it goes into SVG as it stands, and
//! [`is_black`] tells its dots.

/// Steps of the grid in either direction.
pub(super) const GRID: u32 = 24;

/// A tick.
pub(super) const CONFIRM: &str = "M2 13 5 10 10 15 19 4 22 7 10 21z";
/// A cross.
pub(super) const CANCEL: &str = "M4 2 12 10 20 2 22 4 14 12 22 20 20 22 12 14 4 22 2 20 10 12 2 4z";
/// An arrow that goes back.
pub(super) const UNDO: &str = "M2 9 10 2 10 7 17 7 21 11 21 17 17 21 7 21 7 17 16 17 17 16 17 12 16 11 10 11 10 16z";
/// Pieces, and one more.
pub(super) const QUANTITY: &str = "M2 2 10 2 10 10 2 10zM14 2 22 2 22 10 14 10zM2 14 10 14 10 22 2 22z\
                                   M17 13 19 13 19 17 23 17 23 19 19 19 19 23 17 23 17 19 13 19 13 17 17 17z";
/// A price tag.
pub(super) const PRICE: &str = "M2 2 12 2 22 12 12 22 2 12zM5 7 7 5 9 7 7 9z";
/// A question mark.
pub(super) const HELP: &str =
    "M6 8 6 5 9 2 15 2 18 5 18 10 14 13 14 16 10 16 10 11 14 8 14 6 10 6 10 8zM10 18 14 18 14 22 10 22z";
/// A printer.
pub(super) const REPRINT: &str =
    "M2 9 22 9 22 18 18 18 18 14 6 14 6 18 2 18zM6 2 18 2 18 7 6 7zM8 16 16 16 16 22 8 22z";
/// A speech balloon.
pub(super) const LANGUAGE: &str = "M2 3 22 3 22 17 12 17 6 22 6 17 2 17zM5 7 19 7 19 9 5 9zM5 12 15 12 15 14 5 14z";
/// A table.
pub(super) const TABLE: &str = "M2 6 22 6 22 9 2 9zM5 10 8 10 8 21 5 21zM16 10 19 10 19 21 16 21z";
/// A round thing with a lamp.
pub(super) const PAGER: &str =
    "M8 2 16 2 22 8 22 16 16 22 8 22 2 16 2 8zM9 5 15 5 19 9 19 15 15 19 9 19 5 15 5 9zM9 9 15 9 15 15 9 15z";
/// Fork and knife.
pub(super) const COVERS: &str = "M3 2 5 2 5 8 6 8 6 2 8 2 8 8 9 8 9 2 11 2 11 10 8 13 8 22 6 22 6 13 3 10z\
                                 M15 2 18 2 20 5 20 13 18 14 18 22 15 22z";
/// A bag.
pub(super) const DELIVERY: &str = "M3 8 21 8 22 22 2 22zM7 8 7 5 10 2 14 2 17 5 17 8 15 8 15 6 13 4 11 4 9 6 9 8z";
/// A written page.
pub(super) const NOTE: &str = "M4 2 20 2 20 22 4 22zM7 6 17 6 17 8 7 8zM7 11 17 11 17 13 7 13zM7 16 13 16 13 18 7 18z";
/// Somebody.
pub(super) const STAFF: &str = "M10 2 14 2 17 5 17 9 14 12 10 12 7 9 7 5zM2 22 2 18 6 14 18 14 22 18 22 22z";
/// A card with somebody on it.
pub(super) const AGE: &str = "M1 4 23 4 23 20 1 20zM5 7 9 7 9 11 5 11zM4 13 10 13 10 17 4 17z\
                              M13 8 20 8 20 10 13 10zM13 13 20 13 20 15 13 15z";

/// The dots of a drawing whose grid has so many dots a step, row by row.
pub(super) fn dots(drawing: &str, step: u32) -> Vec<Vec<bool>> {
    let polygons: Vec<Vec<(i64, i64)>> = drawing.split('M').skip(1).map(corners).collect();
    // Middles of dots: twice as fine as the dots, so that no corner lies on one.
    let middle = |dot: u32| 2 * i64::from(dot) + 1;
    let scale = 2 * i64::from(step);
    let side = GRID * step;
    let row = |y| (0..side).map(|x| is_black(&polygons, middle(x), middle(y), scale)).collect();
    (0..side).map(row).collect()
}

/// Whether an odd number of edges lies to the left of a point; `scale` is a step of the grid in the point's units.
fn is_black(polygons: &[Vec<(i64, i64)>], x: i64, y: i64, scale: i64) -> bool {
    let mut black = false;
    for polygon in polygons {
        for (&(x1, y1), &(x2, y2)) in polygon.iter().zip(polygon.iter().cycle().skip(1)) {
            let (x1, y1, x2, y2) = (x1 * scale, y1 * scale, x2 * scale, y2 * scale);
            if (y1 > y) != (y2 > y) {
                let side = (x - x1) * (y2 - y1) - (y - y1) * (x2 - x1);
                black ^= (side > 0) == (y2 > y1);
            }
        }
    }
    black
}

fn corners(polygon: &str) -> Vec<(i64, i64)> {
    let numbers: Vec<i64> = polygon.trim_end_matches('z').split(' ').filter_map(|number| number.parse().ok()).collect();
    numbers.as_chunks().0.iter().map(|[x, y]| (*x, *y)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&str; 15] = [
        CONFIRM, CANCEL, UNDO, QUANTITY, PRICE, HELP, REPRINT, LANGUAGE, TABLE, PAGER, COVERS, DELIVERY, NOTE, STAFF,
        AGE,
    ];

    #[test]
    fn every_drawing_is_closed_polygons_on_the_grid() {
        for drawing in ALL {
            assert!(drawing.starts_with('M') && drawing.ends_with('z'), "{drawing}");
            let grid = i64::from(GRID);
            for polygon in drawing.split('M').skip(1) {
                let corners = corners(polygon);
                assert_eq!(corners.len() * 2, polygon.trim_end_matches('z').split(' ').count(), "{polygon}");
                assert!(corners.len() > 2 && polygon.ends_with('z'), "{polygon}");
                assert!(corners.iter().all(|(x, y)| (0..=grid).contains(x) && (0..=grid).contains(y)), "{polygon}");
            }
        }
    }

    #[test]
    fn a_drawing_is_black_within_and_white_where_two_lie_over_each_other() {
        let drawn = dots(PRICE, 2);
        assert_eq!((drawn.len(), drawn[0].len()), (48, 48));
        assert!(drawn[5][5] && drawn[30][24], "the tag");
        assert!(!drawn[14][14] && !drawn[47][47] && !drawn[40][4], "its hole, and around it");
        let square = dots("M0 0 24 0 24 24 0 24z", 1);
        assert!(square.iter().flatten().all(|black| *black), "to the very edge");
    }

    #[test]
    fn no_two_drawings_are_alike() {
        for (at, one) in ALL.iter().enumerate() {
            assert!(ALL[at + 1..].iter().all(|other| dots(other, 1) != dots(one, 1)), "{one}");
        }
    }
}
