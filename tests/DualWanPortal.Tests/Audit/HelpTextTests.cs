using DualWanPortal.Audit;
using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Tests.Audit;

public sealed class HelpTextTests
{
    [Fact]
    public void Read_EachKindOfBlock_IsTold()
    {
        var blocks = HelpText.Read("# Title\n\nTwo lines\nof one.\n\n    /ip route\n    add x\n\n- one\n  goes on\n- two\n\n## More\n");

        Assert.Equal(new HelpBlock.Heading(1, "Title"), blocks[0]);
        Assert.Equal(new HelpBlock.Paragraph("Two lines of one."), blocks[1]);
        Assert.Equal(new HelpBlock.Code("/ip route\nadd x"), blocks[2]);
        Assert.Equal(["one goes on", "two"], Assert.IsType<HelpBlock.Points>(blocks[3]).Items);
        Assert.Equal(new HelpBlock.Heading(2, "More"), blocks[4]);
        Assert.Equal(5, blocks.Length);
    }

    [Theory]
    [InlineData("a `b*c*` **d** *e*", "Plain:a |Code:b*c*|Plain: |Strong:d|Plain: |Emphasis:e")]
    [InlineData("`***` stands", "Code:***|Plain: stands")]
    [InlineData("5 * 3 and a ` alone", "Plain:5 * 3 and a ` alone")]
    [InlineData("**open", "Plain:**open")]
    [InlineData("", "")]
    public void Spans_Marks_AreTakenInPairs(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', HelpSpan.Of(text).Select(span => $"{span.Kind}:{span.Text}")));

    [Fact]
    public void Help_OfEveryRule_HasATitleAndIsReadWithoutLeavings()
    {
        foreach (var rule in Auditor.Rules)
        {
            var blocks = HelpText.Read(RuleHelp.Read(rule.Id)!);
            Assert.Equal(1, Assert.IsType<HelpBlock.Heading>(blocks[0]).Level);
            Assert.NotEqual(rule.Id, RuleTitles.Of(rule.Id));
            foreach (var paragraph in blocks.OfType<HelpBlock.Paragraph>())
                Assert.DoesNotContain(HelpSpan.Of(paragraph.Text), span => span.Kind == SpanKind.Plain && span.Text.AsSpan().ContainsAny('`', '*'));
        }
    }
}
