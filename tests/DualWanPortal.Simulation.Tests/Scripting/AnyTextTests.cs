using System.Text;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Scripting;

public class AnyTextTests
{
    private static readonly string[] s_pieces =
    [
        ":put ", ":local a ", ":global g ", ":set a ", "$a", "$g", "$\"x-y\"", "{", "}", "[", "]", "(", ")", "\"", "\\", "\n", ";", " ", "=", "!=", "->", "..", ".", ",", "/", "/ip route ", "/ip/route/", "find ", "where ",
        "comment=x", "set ", "add ", "remove ", "print ", "get ", "as-value", "count-only", ":if ", "do={", "else={", ":foreach i in=", ":for i from=1 to=9 ", ":while (true) do={", ":do {", "on-error={", ":error x",
        ":return 1", ":delay 1", ":len ", ":pick ", "1", "9223372036854775807", "-1", "10.0.0.1", "10.0.0.0/8", "1h", "yes", "~", "[find]", "$f", ":global f do={", "*1", "0x10", "\"$[", "$(", "{1;2}", "#", "\\\n", "<<", "%", "\0", "é",
        ":parse ", "([{", "disabled=yes", "/system/reboot", "/undo", ":retry command={", "delay=1 max=3 ", ":onerror e in={", ":serialize to=json value=", ":deserialize from=json value=", ":convert to=base64 ", ":rndnum from=",
        ":rndstr length=", ":timestamp", ":exit", ":time {", ":set ($a->1) ", ":set ($a->\"k\"->2) ", "($a->", "any ", "/ip {", "route {", "monitor ether1 once do={", "\\ud800", "[1,{\\\"a\\\":", "transform=uc ", "from=hex ", "\uD800",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Execute_AnyText_NeitherThrowsNorHangs(int seed)
    {
        var random = new Random(seed);
        var site = Sites.Settled("two-isps");
        for (var round = 0; round < 400; round++)
        {
            var script = new StringBuilder();
            for (var piece = random.Next(1, 30); piece > 0; piece--)
                script.Append(s_pieces[random.Next(s_pieces.Length)]);
            var answer = site.At().Run("/execute", "=script=" + script, "=as-string=");
            if (!answer.IsDone)
                answer.Running?.Cancel();
            site.Wait(1);
        }
        Assert.True(site.Router["/system/script/job"].Rows.Count <= 32);
        site.Wait(120);
        Assert.True(site.Router.IsUp);
    }

    [Theory]
    [InlineData(":local a 1; :while (true) do={ :set a {$a} }")]
    [InlineData(":local a {1;2}; :while (true) do={ :set a {$a;$a} }; :put $a")]
    [InlineData(":local a [:toarray \"\"]; :while (true) do={ :set ($a->\"x\") $a }")]
    [InlineData(":local a x; :while (true) do={ :set a ($a . $a) }")]
    [InlineData(":local a {x=1}; :for i from=1 to=200 do={ :set a {x=$a;y=$a} }; :put [:serialize to=json value=$a]")]
    [InlineData(":global f do={ :global f; $f }; $f")]
    [InlineData(":while (true) do={ }")]
    [InlineData(":do { :while (true) do={ :error x } } on-error={ }; :while (true) do={ :do { :error y } on-error={} }")]
    [InlineData(":retry command={ :error x } delay=0 max=1000")]
    [InlineData(":while (true) do={ :local x [:rndstr length=60000] }")]
    [InlineData(":local r \"^(a+)+\\$\"; :while (true) do={ :if (\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\" ~ $r) do={ } }")]
    [InlineData(":while (true) do={ /ip route print as-value }")]
    [InlineData(":foreach a in=[/ip route find] do={ :foreach b in=[/ip route find] do={ :foreach c in=[/ip route find] do={ :foreach d in=[/ip route find] do={ :put \"$a$b$c$d\" } } } }")]
    [InlineData("/execute script=\"/execute script=x\"; :while (true) do={ /execute script=\":delay 1h\" }")]
    public void Execute_ScriptThatWantsTooMuch_IsStoppedByTheBounds(string script)
    {
        var site = Sites.Settled("two-isps");
        var begun = GC.GetAllocatedBytesForCurrentThread();
        var answer = site.Begin(script);
        site.Wait(3600);
        Assert.True(answer.IsDone);
        Assert.True(answer.Ret!.Length <= 2 * 64 * 1024);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - begun < 4_000_000_000);
        Assert.True(site.Router["/system/script/job"].Rows.Count <= 32);
    }

    [Theory]
    [InlineData("\"\\\\ud800\"")]
    [InlineData("{\\\"a\\\":")]
    [InlineData("[[[[[")]
    [InlineData("1e999")]
    [InlineData("{\\\"\\\\udc00\\\":1}")]
    public void Deserialize_BadJson_IsAnErrorOfTheScript(string json)
    {
        var said = Sites.Settled("two-isps").Say(":onerror e in={ :put [:deserialize from=json value=\"" + json.Trim('"') + "\"] } do={ :put \"error: $e\" }");
        Assert.True(said is "error: failure: value is not json" or "1e999", said);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData(":put ($a->")]
    [InlineData(":put (!")]
    [InlineData("do={ :if (1=1) ")]
    [InlineData("\"$(")]
    public void Execute_DeepNesting_IsRefused(string piece)
    {
        var site = Sites.Settled("two-isps");
        var answer = site.At().Run("/execute", "=script=" + string.Concat(Enumerable.Repeat(piece, 60000 / piece.Length)), "=as-string=");
        Assert.True(answer.IsDone);
        Assert.NotEmpty(answer.Ret!);
    }

    [Fact]
    public void Execute_MutatedRecipes_NeitherThrowNorHang()
    {
        const string Recipe = ":local c \"x\"; :if ([:len [/ip/route/find comment=$c]]=0) do={ /ip/route/add dst-address=8.8.8.8/32 gateway=10.0.0.1 scope=10 comment=$c } else={ :foreach r in=[/ip route find where comment=$c and !disabled] do={ /ip route set $r distance=($1 + 2) } }";
        var random = new Random(7);
        var site = Sites.Settled("two-isps");
        for (var round = 0; round < 600; round++)
        {
            var text = new StringBuilder(Recipe);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0)
                    text.Remove(at, 1);
                else
                    text.Insert(at, "{}[]()\"$\\;=.~! \n/"[random.Next(17)]);
            }
            Assert.True(site.At().Run("/execute", "=script=" + text, "=as-string=").IsDone);
        }
    }
}
