using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Scripting;

public class LanguageTests
{
    [Theory]
    [InlineData(":put (1 + 2 * 3)", "7")]
    [InlineData(":put ((1 + 2) * 3)", "9")]
    [InlineData(":put (7 / 2); :put (7 % 4); :put (-3 + 1)", "3\n3\n-2")]
    [InlineData(":put (\"a\" . \"b\" . 3)", "ab3")]
    [InlineData(":put (1 = 1 and 2 > 1 && !(3 < 2))", "true")]
    [InlineData(":put (\"abc\" ~ \"^a.c\\$\")", "true")]
    [InlineData(":put (10.0.0.5 in 10.0.0.0/8)", "true")]
    [InlineData(":put (10.0.0.5 + 3)", "10.0.0.8")]
    [InlineData(":put (1h30m + 30s)", "01:30:30")]
    [InlineData(":put (5 > 3 or 1 = 2)", "true")]
    [InlineData(":local a 5; :local b $a; :set a ($b + 1); :put \"$a and $b\"", "6 and 5")]
    [InlineData(":local x; :put [:typeof $x]; :put [:typeof $nowhere]", "nothing\nnothing")]
    [InlineData(":put [:typeof 1.2.3.4]; :put [:typeof 10s]; :put [:typeof 3]; :put [:typeof yes]; :put [:typeof \"3\"]", "ip\ntime\nnum\nbool\nstr")]
    [InlineData(":local \"loss-percent\" 20; :put $\"loss-percent\"", "20")]
    [InlineData(":if (1 = 2) do={ :put a } else={ :put b }", "b")]
    [InlineData("if (1 = 1) do={ put a }", "a")]
    [InlineData(":for i from=1 to=3 do={ :put $i }", "1\n2\n3")]
    [InlineData(":for i from=4 to=0 step=-2 do={ :put $i }", "4\n2\n0")]
    [InlineData(":foreach x in={1;2;\"z\"} do={ :put $x }", "1\n2\nz")]
    [InlineData(":foreach k,v in={a=1;b=2} do={ :put \"$k is $v\" }", "a is 1\nb is 2")]
    [InlineData(":local n 0; :while ($n < 3) do={ :set n ($n + 1) }; :put $n", "3")]
    [InlineData(":local n 0; :do { :set n ($n + 1) } while=($n < 3); :put $n", "3")]
    [InlineData(":do { :error \"no\" } on-error={ :put caught }", "caught")]
    [InlineData(":onerror e in={ :error \"no\" } do={ :put \"got $e\" }", "got no")]
    [InlineData(":local f do={ :return ($1 + $b) }; :put [$f 2 b=5]", "7")]
    [InlineData(":local f do={ :if ($1 < 2) do={ :return $1 } ; :return 9 }; :put [$f 1]; :put [$f 5]", "1\n9")]
    [InlineData(":local a {1;2;3}; :put ($a->1); :put [:len $a]; :put [:pick $a 0 2]", "2\n3\n1;2")]
    [InlineData(":local m {name=\"x\";\"two words\"=5}; :put ($m->\"two words\"); :put ($m->\"name\")", "5\nx")]
    [InlineData(":put [:pick \"abcdef\" 1 3]; :put [:pick \"abc\" 2]; :put [:find \"a,b,c\" \",\" 1]; :put [:len \"four\"]", "bc\nc\n3\n4")]
    [InlineData(":put [:tostr 5]; :put [:tonum \"12\"]; :put [:toip \"1.2.3.4\"]; :put [:len [:toarray \"a,b,c\"]]; :put [:typeof [:tonum \"x\"]]", "5\n12\n1.2.3.4\n3\nnil")]
    [InlineData(":put \"a\\tb \\\"q\\\" \\$x \\C3\\A9\"", "a\tb \"q\" $x é")]
    [InlineData(":put \"sum $(1 + 2) and $[:len \"abc\"]\"", "sum 3 and 3")]
    [InlineData("# a comment\n:put 1 ; \\\n  :put 2\n\n# end", "1\n2")]
    [InlineData(":if (true) do={ :put a } \\\n  else={ :put b }", "a")]
    [InlineData("{ :local x 1; { :local x 2; :put $x }; :put $x }", "2\n1")]
    [InlineData(":global g 5; :put $g; { :global g; :set g 6 }; :put $g", "5\n6")]
    [InlineData(":local c [:parse \":return 4\"]; :put [$c]", "4")]
    [InlineData(":put (1,2,3)", "1;2;3")]
    [InlineData(":put 1; :error \"stop here\"; :put 2", "1\nstop here")]
    public void Execute_Script_Prints(string script, string expected) => Assert.Equal(expected, Sites.Settled("two-isps").Say(script));

    [Theory]
    [InlineData(":put \"open", "expected closing quote")]
    [InlineData(":put (1 + ", "expected value")]
    [InlineData(":if (1=1) do={ :put 1", "expected closing brace")]
    [InlineData(":put 1 }", "expected end of command (line 1 column 8)")]
    [InlineData(":frobnicate 1", "bad command name :frobnicate (:frobnicate; line 1)")]
    [InlineData("/ip/route/frobnicate", "bad command name frobnicate (/ip/route/frobnicate; line 1)")]
    [InlineData(":put (1 / 0)", "division by zero")]
    [InlineData(":put (\"a\" ~ \"[\")", "bad regular expression")]
    [InlineData(":set nowhere 1", "no variable nowhere is declared here")]
    public void Execute_Mistake_IsSaidAndNothingBreaks(string script, string message) => Assert.StartsWith(message, Sites.Settled("two-isps").Say(script), StringComparison.Ordinal);

    [Fact]
    public void Execute_MistakeAnywhere_RunsNothing()
    {
        var site = Sites.Settled("two-isps");
        site.Say(":log info before\n:put \"open");
        Assert.DoesNotContain("script,info before", site.Log());
        Assert.Contains(site.NotUnderstood, note => note.Contains("expected closing quote", StringComparison.Ordinal));
    }

    [Fact]
    public void Execute_UnknownCommand_IsNotedOnTheSite()
    {
        var site = Sites.Settled("two-isps");
        site.Say("/container/add remote-image=x");
        Assert.Contains("script command /container", Assert.Single(site.NotUnderstood), StringComparison.Ordinal);
    }
}
