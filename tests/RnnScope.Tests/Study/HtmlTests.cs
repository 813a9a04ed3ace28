using RnnScope.Study.Page;

namespace RnnScope.Tests.Study;

public sealed class HtmlTests
{
    [Fact]
    public void Of_WhatFillsHoles_IsEscapedUnlessItIsMarkup()
    {
        string evil = "<script>\"&'\u0007";
        Html inner = Html.Of($"<b>{evil}</b>");
        Assert.Equal("<b>&lt;script&gt;&quot;&amp;&#39;\u2407</b>", inner.Markup);
        Assert.Equal("<p title=\"1.50\"><b>&lt;script&gt;&quot;&amp;&#39;\u2407</b></p>", Html.Of($"<p title=\"{1.5:F2}\">{inner}</p>").Markup);
    }

    [Fact]
    public void Table_WithAnyText_KeepsItsShape()
    {
        Table table = new("a < b", "<name", "count");
        table.Add("</td>", "1 & 2");
        string html = table.ToHtml().Markup;
        Assert.Contains("<th scope=\"row\" class=\"words\">&lt;/td&gt;</th><td>1 &amp; 2</td>", html);
        Assert.Contains("a &lt; b", html);
    }
}
