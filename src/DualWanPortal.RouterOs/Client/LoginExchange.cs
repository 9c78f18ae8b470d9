using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Client;

/// <summary>
/// The first words on a connection, untagged and one after the other: <c>/login</c> with name and password, and where the router answers with a challenge
/// (up to 6.42), the answer to it (reference 1.3).
/// </summary>
internal sealed class LoginExchange(RouterOsTransport transport, SentenceReader reader, Func<RouterOsFailure> failure)
{
    public async Task RunAsync(RouterOsCredentials credentials, CancellationToken cancellationToken)
    {
        var challenge = await AskAsync("password", credentials.User, credentials.Password, cancellationToken).ConfigureAwait(false);
        if (challenge is null)
            return;
        var response = LegacyChallenge.Respond(credentials.Password, challenge)
            ?? throw new RouterOsProtocolException($"{failure().Endpoint} answered the login with a challenge of an unknown form.", failure());
        await AskAsync("response", credentials.User, response, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> AskAsync(string proof, string user, string value, CancellationToken cancellationToken)
    {
        using var writer = new SentenceWriter();
        writer.Word("/login").Pair("name", user).Pair(proof, value).End();
        await writer.FlushAsync(transport.Stream, cancellationToken).ConfigureAwait(false);

        string? refusal = null;
        while (true)
        {
            while (TakeReply(ref refusal, out var finished, out var challenge))
            {
                if (finished)
                    return refusal is null ? challenge : throw new RouterOsLoginException(refusal, failure());
            }
            if (!await reader.FillAsync(cancellationToken).ConfigureAwait(false))
                throw ConnectProblem.ClosedBeforeAnswer(failure());
        }
    }

    private bool TakeReply(ref string? refusal, out bool finished, out string? challenge)
    {
        finished = false;
        challenge = null;
        // Looked at before the reader: a stranger's first bytes may announce a word that never comes.
        if (ConnectProblem.Stranger(reader.Pending, failure()) is { } stranger)
            throw stranger;
        if (!reader.TryRead(out var sentence))
            return false;
        var words = sentence.GetEnumerator();
        words.MoveNext();
        switch (ReplySentence.Kind(words.Current))
        {
            case ReplyKind.Done:
                finished = true;
                challenge = ReplySentence.Value(words, "ret"u8);
                break;
            case ReplyKind.Trap:
                refusal ??= ReplySentence.Trap(words).Message;
                break;
            case ReplyKind.Fatal:
                throw new RouterOsFatalException(ReplySentence.FatalReason(words), failure());
        }
        return true;
    }
}
