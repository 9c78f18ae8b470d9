using System.Text;
using DualWanPortal.Alerts.Webhook;

namespace DualWanPortal.Tests.Alerts;

public sealed class WebhookSignatureTests
{
    [Fact]
    public void Sign_ExampleOfTheSpecificationsLibraries_GivesTheirSignature()
    {
        var signature = WebhookSignature.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek",
            DateTimeOffset.FromUnixTimeSeconds(1614265330), Encoding.UTF8.GetBytes("{\"test\": 2432232314}"));
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void NewSecret_EachTime_IsWellFormedAndNew()
    {
        var first = WebhookSignature.NewSecret();
        Assert.Null(WebhookSignature.ProblemOf(first));
        Assert.NotEqual(first, WebhookSignature.NewSecret());
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_!!!!")]
    public void ProblemOf_BadSecret_SaysWhatToDo(string secret) => Assert.Contains("Leave it empty", WebhookSignature.ProblemOf(secret), StringComparison.Ordinal);
}
