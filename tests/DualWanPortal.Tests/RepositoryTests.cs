using YamlDotNet.Serialization;

namespace DualWanPortal.Tests;

/// <summary>Files that nothing here can run, held against what they must say.</summary>
public sealed class RepositoryTests
{
    private static readonly string s_top = FindTop();

    [Fact]
    public void Compose_Portal_HasVolumeHealthCheckAndLoopbackPort()
    {
        var compose = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(File.ReadAllText(Path.Combine(s_top, "docker-compose.yml")));
        var portal = Section(Section(compose["services"])["portal"]);
        Assert.Contains("portal-data:/data", (List<object>)portal["volumes"]);
        Assert.Contains("portal-data", Section(compose["volumes"]).Keys);
        Assert.All((List<object>)portal["ports"], port => Assert.StartsWith("127.0.0.1:", (string)port, StringComparison.Ordinal));
        Assert.Contains("/readyz", string.Join(' ', (List<object>)Section(portal["healthcheck"])["test"]), StringComparison.Ordinal);
        var file = Section(portal["build"])["dockerfile"];
        Assert.True(File.Exists(Path.Combine(s_top, (string)file)), $"{file} is missing");
    }

    [Fact]
    public void Readme_PicturesAndFilesItNames_Exist()
    {
        var text = File.ReadAllText(Path.Combine(s_top, "README.md"));
        foreach (var named in System.Text.RegularExpressions.Regex.Matches(text, @"\]\((wwwroot/[^)]+)\)|`((?:src|tests)/[^`*]+)`").Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value))
            Assert.True(Path.Exists(Path.Combine(s_top, named)), $"README.md names {named}");
    }

    private static Dictionary<string, object> Section(object value) => ((Dictionary<object, object>)value).ToDictionary(pair => (string)pair.Key, pair => pair.Value);

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DualWanPortal.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No DualWanPortal.sln above the tests.");
        return folder.FullName;
    }
}
