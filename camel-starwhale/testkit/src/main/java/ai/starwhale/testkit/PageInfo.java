// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** A page of a list with the Server's page fields, oddities included. */
final class PageInfo {

    private static final int NAVIGATE = 8;

    private PageInfo() {}

    static <T> ObjectNode page(List<T> all, int number, int size, Function<T, JsonNode> document) {
        int start = number > 0 ? (number - 1) * size : 0;
        int end = start + (number > 0 ? size : 0);
        ArrayNode list = Json.array();
        if (number > 0 && size > 0 && start >= 0 && start < all.size()) {
            all.subList(start, (int) Math.min(all.size(), (long) start + size))
                    .forEach(item -> list.add(document.apply(item)));
        }
        int pages = size > 0 ? (int) ((all.size() + (long) size - 1) / size) : 0;
        return fields(all.size(), list, number, size, start, end, pages);
    }

    /** All of a list as one page, as lists answer that ignore paging. */
    static ObjectNode everything(ArrayNode list) {
        int size = list.size();
        return fields(size, list, 1, size, 0, Math.max(0, size - 1), size == 0 ? 0 : 1);
    }

    private static ObjectNode fields(int total, ArrayNode list, int number, int size, int start, int end, int pages) {
        int first = pages == 0 ? 0 : Math.max(1, Math.min(number - NAVIGATE / 2, pages - NAVIGATE + 1));
        int last = pages == 0 ? 0 : Math.min(pages, first + NAVIGATE - 1);
        ArrayNode numbers = Json.array();
        for (int i = first; i <= last && pages > 0; i++) {
            numbers.add(i);
        }
        ObjectNode page = Json.object();
        page.put("total", total).set("list", list);
        page.put("pageNum", number).put("pageSize", size).put("size", list.size());
        page.put("startRow", start).put("endRow", end).put("pages", pages);
        page.put("prePage", pages > 0 && number > 1 ? number - 1 : 0);
        page.put("nextPage", pages > 0 && number >= 0 && number < pages ? number + 1 : 0);
        page.put("isFirstPage", number == 1).put("isLastPage", number == pages || pages == 0);
        page.put("hasPreviousPage", number > 1).put("hasNextPage", number < pages);
        page.put("navigatePages", NAVIGATE).set("navigatepageNums", numbers);
        page.put("navigateFirstPage", first).put("navigateLastPage", last);
        return page;
    }
}
