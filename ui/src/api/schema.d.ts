// Generated from the OpenAPI document of the server by `npm run api`.

export interface paths {
    "/server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this server is; needs no sign-in. */
        get: operations["getServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Creates the first user with the one-time token that the server printed. */
        post: operations["setUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in; 401 when nobody is. */
        get: operations["getSession"];
        put?: never;
        post: operations["signIn"];
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Second step of a sign-in: a code of the authenticator app, or a recovery code. */
        post: operations["signInWithCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a browser needs to sign in with a passkey. */
        post: operations["askPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with a passkey; nothing else is asked. */
        post: operations["signInWithPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How you can show anew who you are. */
        get: operations["getProofMethods"];
        put?: never;
        /** Shows who you are, for operations that answer `proof-needed` when it was more than five minutes ago. One field of the three. */
        post: operations["prove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/proof/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a browser needs to show it with a passkey. */
        post: operations["askPasskeyForProof"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/providers/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where to send the browser for a sign-in by a provider. A cookie binds what follows to this browser. */
        post: operations["signInByProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/providers/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        /** Where a provider sends the browser back to. Whatever comes of it, the answer leads to a page. */
        get: operations["arriveFromProvider"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/proof/providers/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where to send the browser so that a provider asks you anew. */
        post: operations["proveByProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own sessions. */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /** Ends all your sessions but this one. */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["updateProfile"];
        trace?: never;
    };
    "/profile/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes your password and ends your other sessions. */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What you can show beside a password. */
        get: operations["getFactors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to set up an authenticator app. It counts once confirmed. */
        post: operations["prepareTotp"];
        /** Removes the authenticator app and ends your other sessions. */
        delete: operations["removeTotp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the setup with a code of the app, and your other sessions with it. */
        post: operations["confirmTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ten new recovery codes; the old ones end. */
        post: operations["createRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a browser needs to make a passkey. */
        post: operations["askForNewPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a passkey that a browser made. Your other sessions end. */
        post: operations["addPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a passkey and ends your other sessions. */
        delete: operations["removePasskey"];
        options?: never;
        head?: never;
        /** Renames a passkey. */
        patch: operations["renamePasskey"];
        trace?: never;
    };
    "/profile/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your accounts at sign-in providers. */
        get: operations["listIdentities"];
        put?: never;
        /** Where to send the browser to connect an account at a provider. */
        post: operations["linkIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Disconnects an account; not the last way in. */
        delete: operations["unlinkIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invited/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        /** What the link of an invitation invites to. */
        get: operations["getInvited"];
        put?: never;
        /** Takes the invitation with a password or a passkey; by a provider, begin with signInByProvider. */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invited/{secret}/passkey-options": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a browser needs to make a passkey for whoever is invited. */
        post: operations["askInvitedForPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listApps"];
        put?: never;
        post: operations["createApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get: operations["getApp"];
        put?: never;
        post?: never;
        /** Removes the app with everything recorded for it. */
        delete: operations["deleteApp"];
        options?: never;
        head?: never;
        patch: operations["updateApp"];
        trace?: never;
    };
    "/apps/{app}/environments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get: operations["listEnvironments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/environments/{env}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                env: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["updateEnvironment"];
        trace?: never;
    };
    "/apps/{app}/client-ids": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get: operations["listClientIds"];
        put?: never;
        /** Adds a second client id; two can be live at once. */
        post: operations["rotateClientId"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/client-ids/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a client id. SDKs that still use it stop until they restart. */
        delete: operations["revokeClientId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/ingest-keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Ingest keys with which services report, by the native protocol or OpenTelemetry, without their secrets. */
        get: operations["listIngestKeys"];
        put?: never;
        /** Creates an ingest key; its secret, in all its spellings, is told this once. An app has at most 20. */
        post: operations["createIngestKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/ingest-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends an ingest key. SDKs that still use it stop until they restart. */
        delete: operations["revokeIngestKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/sdk-settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** What SDKs of the native protocol are told to do. Revision 0 means that nothing was set; they do as configured. */
        get: operations["getSdkSettings"];
        /** Sets them; SDKs hear of it with the answer to their next batch. */
        put: operations["setSdkSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/redaction": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** What is taken out of requests before they are stored. */
        get: operations["getRedaction"];
        /** Sets the rules. They apply to what is taken in from now on, and SDKs of the native protocol hear of them with the answer to their next batch. */
        put: operations["setRedaction"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/redaction/likely-secrets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Places in the newest stored requests that look private and that no rule hides. Tells places and counts, never values. Needs the right to see bodies. */
        get: operations["getLikelySecrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/redaction/preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What one more rule would do to the newest stored requests. */
        post: operations["previewRedaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/redaction/rewrite": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Applies the rules to what is stored already. Runs in the background; getRedaction tells how far it has come. */
        post: operations["rewriteStoredRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/start": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** How far the first client has come. */
        get: operations["getStart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/summary": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** The figures of a range, and of the range it is compared with. */
        get: operations["getSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/series": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Requests, bytes and consumers per bar. Bars without data are left out. */
        get: operations["getSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/latency": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Percentiles, apdex, heatmap cells and the histogram of response times. */
        get: operations["getLatency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/breakdown": {
        parameters: {
            query: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
                by: "endpoint" | "prefix" | "method" | "status" | "consumer" | "group" | "environment";
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Figures per value of a dimension; most requests first, the rest in one `(other)` row. */
        get: operations["getBreakdown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/resources": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** CPU and memory of the app's instances. */
        get: operations["getResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/annotations": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** What time charts mark: deploys (seen from the app version that clients report), notes, alerts, gaps. */
        get: operations["listAnnotations"];
        put?: never;
        /** Notes something about a moment, such as a release. */
        post: operations["createAnnotation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/annotations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a note. Deploys that were seen stay. */
        delete: operations["deleteAnnotation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/values": {
        parameters: {
            query: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                field: "status" | "method" | "path" | "endpoint" | "consumer" | "consumer.group";
                prefix?: string;
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Values of a filter field with their counts, for completion. */
        get: operations["listValues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/endpoints": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
                sort?: "requests" | "change" | "clientErrors" | "serverErrors" | "p50" | "p95" | "p99" | "time" | "responseBytes" | "consumers" | "endpoint" | "firstSeen" | "lastSeen";
                dir?: components["parameters"]["Dir"];
                state?: "all" | "called" | "unused" | "new" | "failing" | "slow";
                /** @description Add a small trend to each item. */
                trend?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get: operations["listEndpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/endpoints/{id}": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** One endpoint. Its charts and lists are the general ones with the filter `endpoint:"METHOD route"`. */
        get: operations["getEndpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["updateEndpoint"];
        trace?: never;
    };
    "/apps/{app}/consumers": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
                sort?: "requests" | "errors" | "errorRate" | "p95" | "bytes" | "endpoints" | "firstSeen" | "lastSeen" | "identifier";
                dir?: components["parameters"]["Dir"];
                /** @description Part of identifier or name. */
                search?: string;
                flag?: "all" | "new" | "silent" | "erroring";
                trend?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get: operations["listConsumers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/consumers/{identifier}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Percent-encoded identifier. */
                identifier: string;
            };
            cookie?: never;
        };
        get: operations["getConsumer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Sets name or group. A pinned value is not overwritten by clients. */
        patch: operations["updateConsumer"];
        trace?: never;
    };
    "/apps/{app}/consumers/{identifier}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                identifier: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes a consumer's requests, bodies, log lines and names for good. Its counts stay under a name that says nothing. Erased again after a restore of an older backup. */
        post: operations["eraseConsumer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get: operations["listGroups"];
        put?: never;
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/groups/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Percent-encoded name. */
                name: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Its consumers stay, without a group. */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        patch: operations["renameGroup"];
        trace?: never;
    };
    "/apps/{app}/errors": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
                tab?: "all" | "server" | "validation" | "client";
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Groups of exceptions, of refused fields, and of error statuses that neither explains. */
        get: operations["listErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/errors/{id}": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get: operations["getError"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/requests": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get: operations["listRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/requests/strip": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** How many recorded requests there are per bar. */
        get: operations["getRequestStrip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/requests/stream": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /**
         * Recorded requests as they arrive, as server-sent events.
         * @description The event `ready` comes first. `requests` has at most 50 items, oldest first, and how many more there were. `trouble` comes before the end when the store does not answer. The stream ends when the session does. A server serves 64 streams at a time; beyond, it answers 429.
         */
        get: operations["streamRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/traces/{trace}": {
        parameters: {
            query?: {
                /** @description About when; 24 hours around it are searched. Now when left out. */
                at?: string;
            };
            header?: never;
            path: {
                /** @description 32 hexadecimal digits. */
                trace: string;
            };
            cookie?: never;
        };
        /** Requests of all apps that belong to a trace. */
        get: operations["listTraceRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/requests/{id}": {
        parameters: {
            query?: {
                /** @description When it began as the list tells it; finds an old one faster. */
                at?: string;
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** One request. Headers and bodies need the right to see them. */
        get: operations["getRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/views": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Saved views of the team and one's own. */
        get: operations["listViews"];
        put?: never;
        /** Saves a view for oneself or, as an editor, for the team. */
        post: operations["createView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put: operations["changeView"];
        post?: never;
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/requests/fields": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Single values of recorded requests, for columns that readers choose. Needs the right to see bodies. */
        post: operations["getRequestFields"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Live share links, without their secrets. */
        get: operations["listShares"];
        put?: never;
        /** Makes a link that shows a part of the app, read-only, to anyone who has it. It is told this once. */
        post: operations["createShare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/shares/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["revokeShare"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shares/{share}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        get: operations["openShare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shares/{share}/password": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the password of a link that has one. What it answers with goes with further requests as the header `Gatehouse-Share`. After some wrong passwords each further try has to wait. */
        post: operations["unlockShare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shares/{share}/summary": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
            };
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        /** Headline figures of what the link shows. */
        get: operations["getSharedSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shares/{share}/series": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        /** Requests over time. */
        get: operations["getSharedSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shares/{share}/breakdown": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                by?: "endpoint" | "prefix" | "method" | "status" | "consumer" | "group" | "environment";
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        /** Figures per value of a dimension. */
        get: operations["getSharedBreakdown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shares/{share}/requests": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        /** Recorded requests without query strings, addresses, contents and texts of errors. */
        get: operations["listSharedRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shares/{share}/requests/strip": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        /** How many recorded requests there are per bar. */
        get: operations["getSharedRequestStrip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/instances": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get: operations["listInstances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/ingestion": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** What was rejected, corrected, cut or set aside in the last 7 days. */
        get: operations["getIngestion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getStorage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes the demo app and stops its traffic. */
        delete: operations["removeDemo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copies everything kept, as of now, into a folder of the data directory, while data comes in.
         * @description `gatehouse backup` packs and encrypts the folder and removes it. One at a time, else 409; without enough space 503.
         */
        post: operations["createBackup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/backups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes such a folder. One that nobody removes goes with the next start, or with a backup a day later. */
        delete: operations["deleteBackup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listMembers"];
        put?: never;
        /** Adds a member with a first password, which they change. */
        post: operations["createMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteMember"];
        options?: never;
        head?: never;
        patch: operations["updateMember"];
        trace?: never;
    };
    "/members/{id}/factors": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes authenticator app, passkeys and recovery codes from a member who lost them, and ends their sessions. */
        delete: operations["resetFactors"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How members have to sign in. */
        get: operations["getSignInPolicy"];
        /** Sets it; owners only. */
        put: operations["setSignInPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Providers of OpenID Connect by which members may sign in. */
        get: operations["listSignInProviders"];
        put?: never;
        /** Adds one. */
        post: operations["createSignInProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in-providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes one. Whom it knows stay members. */
        delete: operations["deleteSignInProvider"];
        options?: never;
        head?: never;
        /** Changes what is named. An empty clientSecret removes it. */
        patch: operations["updateSignInProvider"];
        trace?: never;
    };
    "/sign-in-providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether the provider is there, says who it is and publishes keys. */
        post: operations["testSignInProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations that nobody has taken yet. */
        get: operations["listInvitations"];
        put?: never;
        /** Invites somebody. The link is mailed; without a mail server, or when it does not take it, the link is in the answer. */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Calls an invitation back. */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a new link that is good for another 7 days; the old one ends. */
        post: operations["resendInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own API tokens. */
        get: operations["listTokens"];
        put?: never;
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRetention"];
        put: operations["setRetention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recomputes the hash chain. */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** API keys of the app's callers, newest first, without their secrets. */
        get: operations["listApiKeys"];
        put?: never;
        /** Issues a key; its secret is told this once. A repeat with the same Idempotency-Key answers 200 with the same key and no secret. */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/keys/signer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** The public key with which services check who told them the keys; Ed25519, X.509 in base64. */
        get: operations["getKeySigner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/keys/states": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disables, enables or revokes many keys at once; revoked ones stay revoked. */
        post: operations["setApiKeyStates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/keys/signals": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Addresses that guess keys, and the networks, clients and routes that keys were used from and for, the one seen last first. */
        get: operations["listKeySignals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/keys/import": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keys that another system issued, up to 10,000: each row is imported, here already, or wrong. */
        post: operations["importApiKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/key-defaults": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Rate limits that all keys of a consumer, or of a consumer group, have together. */
        get: operations["listKeyDefaults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/key-defaults/{level}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description For whose keys. */
                level: "consumer" | "group";
                /** @description Identifier of the consumer, or name of the group. */
                name: string;
            };
            cookie?: never;
        };
        /** One of them; none are set: no limits. */
        get: operations["getKeyDefault"];
        /** Sets rate limits that hold for all of their keys together, besides those of each key; services hear of it within two seconds. */
        put: operations["setKeyDefault"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/key-roles": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Names for sets of scopes; a key with the scope @name has those of the role. */
        get: operations["listKeyRoles"];
        /** Says which roles there are; services hear of it within two seconds. A role that is gone grants nothing. */
        put: operations["setKeyRoles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/key-peppers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What secrets of API keys are hashed with. */
        get: operations["listKeyPeppers"];
        put?: never;
        /** Makes another pepper for secrets to come; keys that are there stay valid. */
        post: operations["rotateKeyPepper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        /** One key. */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is given; services hear of it within two seconds. */
        patch: operations["updateApiKey"];
        trace?: never;
    };
    "/apps/{app}/keys/{key}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        /** Who changed what about the key, also together with others. */
        get: operations["listApiKeyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/keys/{key}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the key another secret, told this once; those before stay valid for a while. */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/keys/{key}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Calls with the key are refused until it is enabled. */
        post: operations["disableApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/keys/{key}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The key can be used again. */
        post: operations["enableApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/keys/{key}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Calls with the key are refused, for good. */
        post: operations["revokeApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/usage": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Id of a key; absent = all. */
                key?: string;
                /** @description Identifier; absent = all. */
                consumer?: string;
                /** @description What rows are told apart by: a list of key, consumer, endpoint, refusal, version. */
                by?: string;
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Calls with API keys, by what came of them, and whether all that was counted has come in. */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/usage/series": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Id of a key; absent = all. */
                key?: string;
                /** @description Identifier; absent = all. */
                consumer?: string;
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Calls with API keys per bar. Bars without any are left out. */
        get: operations["getUsageSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/usage/csv": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Id of a key; absent = all. */
                key?: string;
                /** @description Identifier; absent = all. */
                consumer?: string;
                /** @description What rows are told apart by: a list of key, consumer, endpoint, refusal, version. */
                by?: string;
                /** @description A row for the whole range, or for each day or minute (UTC). */
                per?: "range" | "day" | "minute";
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** The rows of getUsage as a file, without limit. */
        get: operations["getUsageCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/monitors": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Monitors with their state, by group and name. */
        get: operations["listMonitors"];
        put?: never;
        /** Creates a monitor. The address that a job calls is told this once. */
        post: operations["createMonitor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/monitors/states": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses or resumes many monitors at once. */
        post: operations["setMonitorStates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/monitors/{monitor}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        /** One monitor. */
        get: operations["getMonitor"];
        put?: never;
        post?: never;
        /** Removes a monitor and what is known of it. Heartbeats can only be paused. */
        delete: operations["deleteMonitor"];
        options?: never;
        head?: never;
        /** Changes what is given. An empty text or a 0 takes away what was there; a header whose value is null keeps its value. */
        patch: operations["updateMonitor"];
        trace?: never;
    };
    "/apps/{app}/monitors/{monitor}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops checking. */
        post: operations["pauseMonitor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/monitors/{monitor}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on checking. */
        post: operations["resumeMonitor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/monitors/{monitor}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        /** Single checks of a range, newest first; kept for 30 days. */
        get: operations["listChecks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/monitors/{monitor}/series": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        /** Checks per bar, with the mean of each phase. */
        get: operations["getCheckSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/monitors/{monitor}/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        /** Times in which the monitor was down, newest first. */
        get: operations["listMonitorIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Times in which any monitor was down, newest first. */
        get: operations["listIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/push/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Secret in the address of the monitor. */
                secret: string;
            };
            cookie?: never;
        };
        /** A job tells that it ran. */
        get: operations["pushByGet"];
        put?: never;
        /** A job tells that it ran. The body is not read. */
        post: operations["push"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/quiet-times": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Maintenance windows and silences, latest first. */
        get: operations["listQuietTimes"];
        put?: never;
        /** Maintenance of monitors, or a silence of rules. */
        post: operations["createQuietTime"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/quiet-times/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one now. */
        delete: operations["endQuietTime"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/status-pages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Status pages of an app, by title. */
        get: operations["listStatusPages"];
        put?: never;
        /** Creates a status page; nobody can read it until it is published. */
        post: operations["createStatusPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/status-pages/{page}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
            };
            cookie?: never;
        };
        /** One status page. */
        get: operations["getStatusPage"];
        put?: never;
        post?: never;
        /** Removes a page with all that was told on it. */
        delete: operations["deleteStatusPage"];
        options?: never;
        head?: never;
        /** Changes what is given. Components are taken as a whole; one whose monitor stays keeps its id. */
        patch: operations["updateStatusPage"];
        trace?: never;
    };
    "/apps/{app}/status-pages/{page}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
            };
            cookie?: never;
        };
        /** Incidents and planned maintenance, latest start first. */
        get: operations["listStatusPosts"];
        put?: never;
        /** Tells an incident, or plans maintenance. */
        post: operations["createStatusPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/status-pages/{page}/posts/{post}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
                /** @description Id of the post. */
                post: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a post with its updates; ends the maintenance that came with it. */
        delete: operations["deleteStatusPost"];
        options?: never;
        head?: never;
        /** Changes what is given; readers are not told of it. */
        patch: operations["updateStatusPost"];
        trace?: never;
    };
    "/apps/{app}/status-pages/{page}/posts/{post}/updates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
                /** @description Id of the post. */
                post: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells more of an incident or maintenance. */
        post: operations["addStatusUpdate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/overview": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** How the app is against the period before (or the given one), and what changed in sentences, worst first. */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/slos": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Objectives and how they are kept, by name. */
        get: operations["listSlos"];
        put?: never;
        /** Creates an objective. */
        post: operations["createSlo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/slos/{slo}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the objective. */
                slo: string;
            };
            cookie?: never;
        };
        /** One objective, with what was left of its budget over time. */
        get: operations["getSlo"];
        put?: never;
        post?: never;
        /** Removes an objective that no rule looks at. */
        delete: operations["deleteSlo"];
        options?: never;
        head?: never;
        /** Changes what is given. */
        patch: operations["updateSlo"];
        trace?: never;
    };
    "/apps/{app}/report": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
                every?: "week" | "month";
                /** @description A day of the period; absent = the last one that is over. */
                at?: string;
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** What a week or a month was like, against the one before. */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Who is sent reports; without the role admin only those of the caller. */
        get: operations["listReports"];
        put?: never;
        /** Sends a report each week or month; to others than the caller only as admin. */
        post: operations["createReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/reports/{report}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the report. */
                report: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a subscription. */
        delete: operations["deleteReport"];
        options?: never;
        head?: never;
        /** Stops sending it, or goes on. */
        patch: operations["updateReport"];
        trace?: never;
    };
    "/apps/{app}/reports/{report}/send": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the report. */
                report: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the report of the last period at once. */
        post: operations["sendReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where people of this workspace are told; secrets are never shown. */
        get: operations["listChannels"];
        put?: never;
        /** Creates a channel. A webhook without a secret gets one, told this once. */
        post: operations["createChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/channels/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the channel. */
                channel: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a channel; rules tell nobody there any more. */
        delete: operations["deleteChannel"];
        options?: never;
        head?: never;
        /** Changes what is given; fields of config that are missing or empty stay. */
        patch: operations["updateChannel"];
        trace?: never;
    };
    "/channels/{channel}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the channel. */
                channel: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a test and tells what the other side answered. */
        post: operations["testChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Alert rules and where they stand, by name. */
        get: operations["listRules"];
        put?: never;
        /** Creates a rule. */
        post: operations["createRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/rules/templates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Rules to begin with. */
        get: operations["listRuleTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/rules/backtest": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** When a condition would have fired in the last 30 days. */
        post: operations["backtestRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/rules/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the rule. */
                rule: string;
            };
            cookie?: never;
        };
        /** One rule. */
        get: operations["getRule"];
        put?: never;
        post?: never;
        /** Removes a rule and its alerts. */
        delete: operations["deleteRule"];
        options?: never;
        head?: never;
        /** Changes what is given. */
        patch: operations["updateRule"];
        trace?: never;
    };
    "/apps/{app}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** What fired, newest first, with who was told. */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/alerts/{alert}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the alert. */
                alert: string;
            };
            cookie?: never;
        };
        /** One alert. */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/alerts/{alert}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the alert. */
                alert: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody takes care. */
        post: operations["acknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/usage/export": {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Id of a key; absent = all. */
                key?: string;
                /** @description Identifier; absent = all. */
                consumer?: string;
                /** @description What rows are told apart by: a list of key, consumer, endpoint, refusal, version. */
                by?: string;
                /** @description A row for the whole range, or for each day or minute (UTC). */
                per?: "range" | "day" | "minute";
                format?: "csv" | "jsonl" | "parquet";
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** The rows of getUsage as a file, without limit. */
        get: operations["exportUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** Statements of usage in a month, and drafts of consumers that have none; most billable calls first. */
        get: operations["listStatements"];
        put?: never;
        /** Makes the statement of a consumer final, for good: the month must be over, and all batches in. */
        post: operations["finaliseStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/statements/all": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same for all consumers that have calls and no statement of the month. */
        post: operations["finaliseStatements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/statements/{statement}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        /** A statement with its entries, or a draft as the ledger has it now. */
        get: operations["getStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/statements/{statement}/recompute": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        /** What differs between the ledger and what is stated, and entries that somebody changed. Changes nothing. */
        get: operations["recomputeStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/statements/{statement}/csv": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        /** Lines of all entries. */
        get: operations["getStatementCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/statements/{statement}/jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        /** Lines of all entries. */
        get: operations["getStatementJsonLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/statements/{statement}/adjust": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds what came in after the statement was made, as an entry of its own. */
        post: operations["adjustStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/statements/{statement}/amend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds what a person decided, below zero to take back, as an entry of its own. */
        post: operations["amendStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/statements/{statement}/void": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes everything back by an entry of its own; the month can be stated anew. */
        post: operations["voidStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/query/views": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        /** What SQL can be asked of. */
        get: operations["listQueryViews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apps/{app}/query": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One SELECT over the views of an app: 10 seconds, 10,000 rows; as a file 1,000,000 rows. */
        post: operations["query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description A sentence for people: what, received what, which limit, what to do. */
            detail: string;
            /** @description Stable identifier. */
            code: string;
            /** @description The field or parameter at fault. */
            field?: string;
            requestId: string;
        };
        Server: {
            version: string;
            setupRequired: boolean;
            demo: boolean;
            /** @description By which members may sign in. */
            providers: components["schemas"]["ProviderButton"][];
            /**
             * @description Who may sign in with one.
             * @enum {string}
             */
            passwords: "all" | "owners" | "none";
        };
        SetupRequest: {
            token: string;
            name: string;
            email: string;
            password: string;
            workspace: string;
        };
        SignInRequest: {
            email: string;
            password: string;
        };
        SignInStep: {
            /** @description Names this sign-in for five minutes. */
            ticket: string;
            methods: ("code" | "recovery" | "passkey")[];
        };
        SignInCode: {
            ticket: string;
            /** @description Six digits, or a recovery code. */
            code: string;
        };
        PasskeyQuestion: {
            ticket: string;
            /** @description base64url */
            challenge: string;
            /** @description Host that the passkey is bound to. */
            rpId: string;
            /** @description Ids of the passkeys that will do, base64url; none = any. */
            allow: string[];
        };
        /** @description What the browser answered; all but the ticket in base64url. */
        PasskeyAnswer: {
            ticket: string;
            id: string;
            clientData: string;
            authenticatorData: string;
            signature: string;
            userHandle?: string | null;
        };
        PasskeyCreation: {
            ticket: string;
            /** @description base64url */
            challenge: string;
            rp: {
                id: string;
                name: string;
            };
            user: {
                /** @description base64url */
                id: string;
                name: string;
                displayName: string;
            };
            /** @description Numbers of COSE. */
            algorithms: number[];
            /** @description Ids of those you have, base64url. */
            exclude: string[];
        };
        /** @description What the browser made; id, clientData, authenticatorData and publicKey (DER) in base64url. */
        NewPasskey: {
            ticket: string;
            name: string;
            id: string;
            clientData: string;
            authenticatorData: string;
            publicKey: string;
            algorithm: number;
        };
        Passkey: {
            id: string;
            name: string;
            /** @description Host that it works on. */
            site: string;
            /** @description May be kept on more devices than one. */
            synced: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
        };
        PasskeyChange: {
            name: string;
        };
        AddedPasskey: {
            passkey: components["schemas"]["Passkey"];
            /** @description Told this once, with the first second factor. */
            recoveryCodes: string[];
        };
        ProofMethods: {
            methods: ("password" | "code" | "recovery" | "passkey")[];
            /** @description That can ask you anew. */
            providers: components["schemas"]["ProviderButton"][];
        };
        ProofRequest: {
            /** @description Of members without a second factor. */
            password?: string;
            code?: string;
            passkey?: components["schemas"]["PasskeyAnswer"];
        };
        Proof: {
            /** Format: date-time */
            until: string;
        };
        Factors: {
            /** @description Your workspace asks for a second factor. */
            required: boolean;
            /** @description You have one. */
            password: boolean;
            /** @description The authenticator app. */
            totp: null | {
                /** Format: date-time */
                since: string;
            };
            passkeys: components["schemas"]["Passkey"][];
            recoveryCodesLeft: number;
        };
        PreparedTotp: {
            /** @description To be typed into an app. */
            secret: string;
            /** @description To be read by an app from a picture. */
            uri: string;
        };
        TotpCode: {
            code: string;
        };
        RecoveryCodes: {
            /** @description None = the old ones go on. */
            recoveryCodes: string[];
        };
        SignInPolicyRequest: {
            /** @description Everybody needs an authenticator app or a passkey. */
            secondFactor: boolean;
            /**
             * @description Who may sign in with one.
             * @enum {string}
             */
            passwords: "all" | "owners" | "none";
        };
        SignInPolicy: {
            secondFactor: boolean;
            /** @enum {string} */
            passwords: "all" | "owners" | "none";
            /** @description How many members have no second factor. */
            withoutFactor: number;
        };
        ProviderButton: {
            id: string;
            name: string;
        };
        ProviderDeparture: {
            /** @description Page to go on with. */
            next?: string;
            /** @description Secret of the one that is taken. */
            invitation?: string;
        };
        ProofDeparture: {
            next?: string;
        };
        LinkRequest: {
            provider: string;
        };
        Redirection: {
            url: string;
        };
        Identity: {
            id: string;
            issuer: string;
            /** @description Name of the provider; null = it was removed. */
            provider: string | null;
            /** @description As the provider last told it. */
            email: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
        };
        IdentityList: {
            items: components["schemas"]["Identity"][];
            nextCursor: string | null;
        };
        NewSignInProvider: {
            /** @description Part of the redirect address. */
            id: string;
            /** @description On its button. */
            name: string;
            /** @description As the provider spells it, with https://. */
            issuer: string;
            clientId: string;
            /** @description Kept encrypted and never shown; empty = none. */
            clientSecret?: string;
            /** @description Of e-mails that may sign in; none = all. */
            domains?: string[];
            /** @default groups */
            groupsClaim: string;
            /** @description Of which a member needs one; none = no matter. */
            groups?: string[];
            /**
             * @description Of those who sign in first; empty = they need an invitation.
             * @enum {string}
             */
            newRole?: "admin" | "editor" | "viewer" | "";
            /** @description Asks for a second factor itself. */
            checksFactor?: boolean;
            /** @description Its e-mails are right, also where it does not say so. */
            trustsEmail?: boolean;
            enabled?: boolean;
        };
        SignInProviderChange: {
            /** @description Cannot change. */
            id?: string;
            /** @description On its button. */
            name?: string;
            /** @description As the provider spells it, with https://. */
            issuer?: string;
            clientId?: string;
            /** @description Kept encrypted and never shown; empty = none. */
            clientSecret?: string;
            /** @description Of e-mails that may sign in; none = all. */
            domains?: string[];
            /** @default groups */
            groupsClaim: string;
            /** @description Of which a member needs one; none = no matter. */
            groups?: string[];
            /**
             * @description Of those who sign in first; empty = they need an invitation.
             * @enum {string}
             */
            newRole?: "admin" | "editor" | "viewer" | "";
            /** @description Asks for a second factor itself. */
            checksFactor?: boolean;
            /** @description Its e-mails are right, also where it does not say so. */
            trustsEmail?: boolean;
            enabled?: boolean;
        };
        SignInProvider: {
            id: string;
            name: string;
            issuer: string;
            clientId: string;
            hasSecret: boolean;
            domains: string[];
            groupsClaim: string;
            groups: string[];
            /** @enum {string} */
            newRole: "admin" | "editor" | "viewer" | "";
            checksFactor: boolean;
            trustsEmail: boolean;
            enabled: boolean;
            /** @description What the provider has to be told. */
            redirectUri: string;
            /** Format: date-time */
            createdAt: string;
        };
        SignInProviderList: {
            items: components["schemas"]["SignInProvider"][];
            nextCursor: string | null;
        };
        SignInProviderTest: {
            ok: boolean;
            problem: string | null;
        };
        Invitation: {
            id: string;
            email: string;
            role: components["schemas"]["Role"];
            seesBodies: boolean;
            invitedBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description Can only be sent again. */
            expired: boolean;
            /**
             * Format: date-time
             * @description When the mail server took it.
             */
            mailedAt: string | null;
            /** @description Why it did not. */
            mailProblem: string;
        };
        InvitationList: {
            items: components["schemas"]["Invitation"][];
            nextCursor: string | null;
            /** @description Whether there is a mail server. */
            mail: boolean;
        };
        InvitationRequest: {
            email: string;
            role: components["schemas"]["Role"];
            seesBodies?: boolean;
        };
        SentInvitation: {
            invitation: components["schemas"]["Invitation"];
            /** @description To hand over; null when it was mailed. */
            link: string | null;
        };
        Invited: {
            email: string;
            workspace: string;
            role: components["schemas"]["Role"];
            invitedBy: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description May be used to sign in. */
            password: boolean;
        };
        InvitedName: {
            name: string;
        };
        InvitedRequest: {
            name: string;
            password?: string;
            passkey?: components["schemas"]["NewPasskey"];
        };
        AcceptedInvitation: {
            session: components["schemas"]["Session"];
            /** @description With a passkey; told this once. */
            recoveryCodes: string[];
        };
        /** @enum {string} */
        Role: "owner" | "admin" | "editor" | "viewer";
        Session: {
            user: components["schemas"]["Profile"];
            workspace: {
                name: string;
            };
            /** @description Your workspace asks for a second factor and you have none: nothing else works until you do. */
            secondFactorNeeded: boolean;
            /** @description The demo's data is there and can be removed. */
            demo: boolean;
            version: string;
        };
        Profile: {
            id: string;
            name: string;
            email: string;
            role: components["schemas"]["Role"];
            seesBodies: boolean;
            /** @enum {string} */
            theme: "system" | "light" | "dark";
            /** @enum {string} */
            density: "comfortable" | "compact";
            /** @description IANA name; empty = the browser's. */
            timeZone: string;
            /** @description BCP 47 tag; empty = the browser's. */
            locale: string;
            shortcuts: boolean;
        };
        ProfileChange: {
            name?: string;
            /** @enum {string} */
            theme?: "system" | "light" | "dark";
            /** @enum {string} */
            density?: "comfortable" | "compact";
            timeZone?: string;
            locale?: string;
            shortcuts?: boolean;
        };
        PasswordChange: {
            current?: string;
            password: string;
        };
        SessionItem: {
            id: string;
            /** @description How it began, e.g. password+code. */
            method: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            address: string;
            userAgent: string;
            current: boolean;
        };
        SessionList: {
            items: components["schemas"]["SessionItem"][];
            nextCursor: string | null;
        };
        AppRequest: {
            name: string;
        };
        AppChange: {
            name?: string;
            apdexMs?: number;
            color?: string;
            /** @description Data of a paused app is answered and dropped. */
            paused?: boolean;
        };
        App: {
            id: string;
            name: string;
            /** @description The newest live client id. */
            clientId: string;
            /** @description Threshold T of the apdex score. */
            apdexMs: number;
            color: string;
            paused: boolean;
            demo: boolean;
            /** Format: date-time */
            createdAt: string;
        };
        AppListItem: components["schemas"]["App"] & {
            environments: {
                name: string;
                online: boolean;
            }[];
            /** Format: int64 */
            requests: number;
            /** @description Share of 4xx and 5xx */
            errorRate: number | null;
            p95Ms?: number | null;
            apdex?: number | null;
            /** Format: int64 */
            consumers: number;
            /** @description Requests per hour. */
            trend: number[];
            /** Format: date-time */
            lastRequestAt: string | null;
        };
        AppList: {
            items: components["schemas"]["AppListItem"][];
            nextCursor: string | null;
        };
        Environment: {
            /** @description Slug; used in URLs and filters. */
            name: string;
            displayName: string;
            hidden: boolean;
            /**
             * Format: int64
             * @description Of the last 24 hours.
             */
            requests: number;
            /** Format: date-time */
            lastSyncAt: string | null;
            online: boolean;
        };
        EnvironmentList: {
            items: components["schemas"]["Environment"][];
            nextCursor: string | null;
        };
        EnvironmentChange: {
            displayName?: string;
            hidden?: boolean;
        };
        ClientId: {
            id: string;
            clientId: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
        };
        ClientIdList: {
            items: components["schemas"]["ClientId"][];
            nextCursor: string | null;
        };
        ApiKeyLimit: {
            name: string;
            calls: number;
            seconds: number;
        };
        ApiKeyTerms: {
            name?: string;
            /**
             * @description Slug of the environment that the key is for.
             * @default prod
             */
            environment: string;
            /** @description Identifier of whom it belongs to. */
            consumer?: string;
            consumerName?: string;
            consumerGroup?: string;
            /** @description What it may do, e.g. orders:read or orders:*; none = nothing that needs a scope. */
            scopes?: string[];
            /** @description Networks it may be used from; none = any. */
            allow?: string[];
            /** @description Networks it may not be used from. */
            deny?: string[];
            limits?: components["schemas"]["ApiKeyLimit"][];
            tags?: string[];
            externalId?: string;
            /** @description From then on it is refused; empty = never. */
            expiresAt?: string;
        };
        ImportedApiKey: {
            name: string;
            /**
             * @description Slug of the environment that the key is for.
             * @default prod
             */
            environment: string;
            /** @description Identifier of whom it belongs to. */
            consumer: string;
            consumerName?: string;
            consumerGroup?: string;
            /** @description What it may do, e.g. orders:read or orders:*; none = nothing that needs a scope. */
            scopes?: string[];
            /** @description Networks it may be used from; none = any. */
            allow?: string[];
            /** @description Networks it may not be used from. */
            deny?: string[];
            limits?: components["schemas"]["ApiKeyLimit"][];
            tags?: string[];
            externalId?: string;
            /** @description From then on it is refused; empty = never. */
            expiresAt?: string;
            /** @enum {string} */
            algorithm: "sha256" | "sha512" | "prefixed-key";
            /** @description What the other system kept */
            hash: string;
            /** @description How the key begins */
            prefix?: string;
        };
        ApiKeyImport: {
            imported: number;
            duplicates: number;
            invalid: number;
            rows: {
                /** @description Counted from 1, without the header. */
                row: number;
                /** @enum {string} */
                status: "imported" | "duplicate" | "invalid";
                /** @description Id of the new key. */
                id: string | null;
                /** @description What is wrong. */
                detail: string | null;
            }[];
        };
        KeyDefault: {
            /** @enum {string} */
            level: "consumer" | "group";
            name: string;
            limits: components["schemas"]["ApiKeyLimit"][];
        };
        KeyRole: {
            name: string;
            scopes: string[];
        };
        KeyRoleList: {
            items: components["schemas"]["KeyRole"][];
        };
        KeySignalList: {
            items: {
                /** @enum {string} */
                kind: "guessing" | "network" | "agent";
                key: {
                    id: string;
                    /** @description Null when the key is not known. */
                    name: string | null;
                } | null;
                /** @description Address, network in CIDR notation, or User-Agent. */
                value: string;
                /** Format: date-time */
                firstAt: string;
                /** Format: date-time */
                lastAt: string;
                /** @description Most calls of a minute. */
                calls: number;
                /** @description How many different ids those calls named. */
                secrets: number;
            }[];
        };
        KeyPeppers: {
            items: {
                number: number;
                /** @description How many valid secrets were hashed with it. */
                secrets: number;
                /** @description Whether secrets to come are. */
                current: boolean;
            }[];
        };
        NewApiKey: {
            name: string;
            /**
             * @description Slug of the environment that the key is for.
             * @default prod
             */
            environment: string;
            /** @description Identifier of whom it belongs to. */
            consumer: string;
            consumerName?: string;
            consumerGroup?: string;
            /** @description What it may do, e.g. orders:read or orders:*; none = nothing that needs a scope. */
            scopes?: string[];
            /** @description Networks it may be used from; none = any. */
            allow?: string[];
            /** @description Networks it may not be used from. */
            deny?: string[];
            limits?: components["schemas"]["ApiKeyLimit"][];
            tags?: string[];
            externalId?: string;
            /** @description From then on it is refused; empty = never. */
            expiresAt?: string;
        };
        ApiKeySecret: {
            /** @description What the text of the key names; may be logged. */
            id: string;
            /** @description How the text of the key begins. */
            prefix: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            validUntil: string | null;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** @description Calls with it ever. */
            requests: number;
        };
        ApiKey: {
            id: string;
            name: string;
            environment: string;
            consumer: {
                id: string;
                name: string | null;
                group: string | null;
            };
            scopes: string[];
            allow: string[];
            deny: string[];
            limits: components["schemas"]["ApiKeyLimit"][];
            tags: string[];
            externalId: string | null;
            /** @enum {string} */
            state: "active" | "expired" | "disabled" | "revoked";
            stateReason: string;
            /** Format: date-time */
            expiresAt: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            changedAt: string;
            /** Format: date-time */
            firstUsedAt: string | null;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** @description Calls with it ever. */
            requests: number;
            /** @description Newest first. */
            secrets: components["schemas"]["ApiKeySecret"][];
        };
        ApiKeyList: {
            items: components["schemas"]["ApiKey"][];
            nextCursor: string | null;
            total: number;
        };
        CreatedApiKey: components["schemas"]["ApiKey"] & {
            /** @description The whole key. */
            secret?: string;
        };
        /** @description served, serverErrors, refused and rateLimited add up to requests. */
        UsageSums: {
            requests: number;
            /** @description Let in and answered below 500. */
            served: number;
            serverErrors: number;
            refused: number;
            rateLimited: number;
            /** @description Let in and answered with 2xx or 3xx. */
            billable: number;
            meanMs: number | null;
            requestBytes: number;
            responseBytes: number;
        };
        /** @description Members that were not asked for are null. */
        UsageItem: {
            key: null | {
                /** @description Empty = not known. */
                id: string;
                name: string;
            };
            consumer: string | null;
            method: string | null;
            route: string | null;
            /** @description Empty = let in. */
            refusal: string | null;
            /** @description Of the app that answered; empty = not known. */
            version: string | null;
            sums: components["schemas"]["UsageSums"];
        };
        Usage: {
            total: components["schemas"]["UsageSums"];
            items: components["schemas"]["UsageItem"][];
            /** @description There are more rows than the limit. */
            more: boolean;
            completeness: components["schemas"]["Completeness"];
        };
        Completeness: {
            complete: boolean;
            /** @description Sealed by an instance and not delivered yet. */
            missingBatches: number;
            instances: string[];
            /** @description Which batches these are, as ranges of numbers; the first of them when there are many. */
            missing: {
                instance: string;
                /** @description Which start of the process. */
                epoch: number;
                first: number;
                last: number;
            }[];
        };
        /** @description Below zero in entries that take back. */
        StatementCounts: {
            calls: number;
            billable: number;
            refused: number;
            serverErrors: number;
            rateLimited: number;
            requestBytes: number;
            responseBytes: number;
        };
        StatementLine: {
            key: {
                /** @description Empty = not known. */
                id: string;
                name: string;
            };
            method: string;
            route: string;
            counts: components["schemas"]["StatementCounts"];
        };
        StatementEntry: {
            number: number;
            /** @enum {string} */
            kind: "final" | "adjustment" | "amendment" | "void";
            /** @description May be empty. */
            reason: string;
            /** @description Batches that had not come: instance/epoch/first-last. */
            missing: string[];
            /** @description Of the text that the guide describes. */
            sha256: string;
            counts: components["schemas"]["StatementCounts"];
            lines: components["schemas"]["StatementLine"][];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
        };
        /** @description An entry that is not what was stated. */
        BrokenEntry: {
            entry: number;
            sha256: string;
            /** @description Hash of what is kept now. */
            found: string;
            problem: string;
        };
        Statement: {
            id: string;
            consumer: {
                id: string;
                name: string | null;
            };
            /** @enum {string} */
            state: "draft" | "final" | "void";
            month: string;
            zone: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /**
             * Format: date-time
             * @description From when on it can be made final.
             */
            closesAt: string;
            /** @description A draft that can be made final now, but for missing batches. */
            due: boolean;
            total: components["schemas"]["StatementCounts"];
            /** @description What all entries add up to. */
            lines: components["schemas"]["StatementLine"][];
            /** @description Oldest first; a draft has none. */
            entries: components["schemas"]["StatementEntry"][];
            broken: components["schemas"]["BrokenEntry"][];
        };
        StatementItem: {
            id: string;
            consumer: {
                id: string;
                name: string | null;
            };
            /** @enum {string} */
            state: "draft" | "final" | "void";
            month: string;
            zone: string;
            total: components["schemas"]["StatementCounts"];
            /** @description In the ledger and not stated; null = not known. */
            late: null | components["schemas"]["StatementCounts"];
            entries: number;
            /** @description Of the newest entry. */
            sha256: string | null;
            /** Format: date-time */
            madeAt: string | null;
        };
        StatementList: {
            month: string;
            zone: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** Format: date-time */
            closesAt: string;
            /** @description Drafts can be made final now, but for missing batches. */
            due: boolean;
            /** @description The ledger has the month to the minute; without it there are no drafts. */
            counted: boolean;
            completeness: components["schemas"]["Completeness"];
            /** @description Calls that told no consumer, which are in no statement. */
            unassigned: components["schemas"]["StatementCounts"];
            items: components["schemas"]["StatementItem"][];
            nextCursor: string | null;
        };
        NewStatement: {
            consumer: string;
            /** @description Such as 2026-11. */
            month: string;
            /** @default UTC */
            zone: string;
            /**
             * @description Although batches are missing; needs a reason.
             * @default false
             */
            force: boolean;
            reason?: string;
        };
        NewStatements: {
            /** @description Such as 2026-11. */
            month: string;
            /** @default UTC */
            zone: string;
            /**
             * @description Although batches are missing; needs a reason.
             * @default false
             */
            force: boolean;
            reason?: string;
        };
        StatementsMade: {
            made: number;
            /** @description Stated before. */
            skipped: number;
        };
        Amendment: {
            reason: string;
            lines: {
                key?: string;
                method?: string;
                route?: string;
                calls?: number;
                billable?: number;
                refused?: number;
                serverErrors?: number;
                rateLimited?: number;
                requestBytes?: number;
                responseBytes?: number;
            }[];
        };
        RecomputedStatement: {
            unchanged: boolean;
            broken: components["schemas"]["BrokenEntry"][];
            differences: {
                key: {
                    /** @description Empty = not known. */
                    id: string;
                    name: string;
                };
                method: string;
                route: string;
                stated: components["schemas"]["StatementCounts"];
                ledger: components["schemas"]["StatementCounts"];
                difference: components["schemas"]["StatementCounts"];
            }[];
        };
        UsageSeries: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            stepSeconds: number;
            bars: {
                /** Format: date-time */
                at: string;
                sums: components["schemas"]["UsageSums"];
            }[];
        };
        QueryViews: {
            items: {
                name: string;
                /** @description What one row is. */
                about: string;
                columns: {
                    name: string;
                    type: string;
                    about: string;
                }[];
            }[];
        };
        Query: {
            /** @description One SELECT. */
            sql: string;
            /**
             * Format: date-time
             * @description Start of what the views hold; default 30 days before to.
             */
            from?: string;
            /**
             * Format: date-time
             * @description Its end; default now.
             */
            to?: string;
            /** @description Environment of which the views hold calls; `all` or absent = all. */
            env?: string;
            /**
             * @default json
             * @enum {string}
             */
            format: "json" | "csv" | "jsonl" | "parquet";
        };
        QueryResult: {
            columns: {
                name: string;
                type: string;
            }[];
            rows: (string | number | boolean | null)[][];
            /** @description There are more rows or longer texts than these. */
            cut: boolean;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
        };
        IngestKey: {
            id: string;
            name: string;
            /** @description How the secret begins. */
            prefix: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
        };
        IngestKeyList: {
            items: components["schemas"]["IngestKey"][];
            nextCursor: string | null;
        };
        CreatedIngestKey: components["schemas"]["IngestKey"] & {
            /** @description For Gatehouse's SDKs and OpenTelemetry. */
            secret: string;
            /** @description The same for Apitally SDKs 1.x */
            writeToken: string;
            /** @description The same for SDKs that publish to a topic. */
            topicId: string;
            /**
             * Format: uuid
             * @description Of the app
             */
            projectId: string;
        };
        SdkSettings: {
            /** @description Grows with each change; ignored when set. */
            revision?: number;
            flushIntervalMillis: number;
            redaction: components["schemas"]["SdkRedactionRule"][];
            requestLog: {
                /** @enum {string} */
                policy: "off" | "errors-and-slow" | "sampled" | "all";
                rate: number;
                slowMillis: number;
            };
            excludedRoutes: string[];
        };
        SdkRedactionRule: {
            /** @enum {string} */
            target: "request-header" | "response-header" | "query" | "request-body" | "response-body";
            /** @description Name of a header or parameter */
            path: string;
            /** @enum {string} */
            action: "mask" | "hash" | "drop";
            /** @description METHOD and route; null means all. */
            endpoint?: string | null;
        };
        Redaction: {
            rules: components["schemas"]["SdkRedactionRule"][];
            /** @description How often rules of the last 30 days hid something in what came in. */
            hits: components["schemas"]["RedactionHits"][];
            /** @description What is masked without any rule. */
            builtIn: {
                /** @enum {string} */
                kind: "names" | "values" | "addresses";
                what: string;
            }[];
            rewrite: null | components["schemas"]["RedactionJob"];
        };
        RedactionHits: {
            target: string;
            path: string;
            endpoint: string | null;
            /**
             * Format: int64
             * @description By whole hours.
             */
            last24Hours: number;
            /** Format: date-time */
            lastAt: string;
        };
        LikelySecrets: {
            /** @description Stored requests that were looked at, the newest first. */
            documents: number;
            places: {
                /** @enum {string} */
                target: "request-header" | "response-header" | "query" | "request-body" | "response-body";
                path: string;
                /**
                 * @description What its values look like; name = only its name says so.
                 * @enum {string}
                 */
                looks: "email" | "phone" | "account" | "token" | "name";
                /** @description In how many of them it is. */
                documents: number;
                /** @description Some of those that have it. */
                endpoints: string[];
                example: {
                    id: string;
                    /** Format: date-time */
                    at: string;
                };
            }[];
        };
        RedactionPreview: {
            /** @description Stored requests that were looked at. */
            documents: number;
            /** @description In how many of them the rule would change something. */
            matched: number;
            microsPerDocument: number;
            examples: {
                id: string;
                /** Format: date-time */
                at: string;
                method: string;
                route: string;
            }[];
        };
        RedactionJob: {
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed";
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            seen: number;
            /** Format: int64 */
            changed: number;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt: string | null;
            problem: string;
        };
        Start: {
            /** @description Address under which this server was reached. */
            serverUrl: string;
            clientId: string;
            instances: components["schemas"]["Instance"][];
            firstRequest: null | {
                method: string;
                route: string;
                status: number;
                environment: string;
                /** Format: date-time */
                at: string;
            };
            endpoints: number;
            lastRejection: null | components["schemas"]["Outcome"];
        };
        Figures: {
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            successful: number;
            /** Format: int64 */
            redirects: number;
            /** Format: int64 */
            clientErrors: number;
            /** Format: int64 */
            serverErrors: number;
            errorRate: number | null;
            /** Format: int64 */
            requestBytes: number;
            /** Format: int64 */
            responseBytes: number;
            /** Format: int64 */
            consumers: number;
            /** Format: int64 */
            newConsumers: number;
            p50Ms: number | null;
            p75Ms: number | null;
            p95Ms: number | null;
            p99Ms: number | null;
            meanMs: number | null;
            apdex: number | null;
            /** @description Share slower than T. */
            slowShare: number | null;
        };
        FilterProblem: {
            token: string;
            position: number;
            reason: string;
        };
        Summary: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            apdexMs: number;
            current: components["schemas"]["Figures"];
            previous: null | components["schemas"]["Figures"];
            /**
             * Format: date-time
             * @description Of the app
             */
            firstDataAt: string | null;
            /** Format: date-time */
            lastDataAt: string | null;
            filterProblems: components["schemas"]["FilterProblem"][];
            /** @description Relative standard error of the counts when some are estimated from a sample; null when all are exact. */
            estimateError: number | null;
        };
        Bar: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            successful: number;
            /** Format: int64 */
            redirects: number;
            /** Format: int64 */
            clientErrors: number;
            /** Format: int64 */
            serverErrors: number;
            /** Format: int64 */
            requestBytes: number;
            /** Format: int64 */
            responseBytes: number;
            /** Format: int64 */
            consumers: number;
            /** Format: int64 */
            newConsumers: number;
        };
        Series: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            stepSeconds: number;
            bars: components["schemas"]["Bar"][];
            /** @description Bars of the range to compare with, at their own times. */
            previous: null | components["schemas"]["Bar"][];
            /** Format: date-time */
            previousFrom: string | null;
        };
        LatencyBar: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            requests: number;
            p50Ms: number;
            p75Ms: number;
            p95Ms: number;
            p99Ms: number;
            apdex: number;
        };
        Latency: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            stepSeconds: number;
            apdexMs: number;
            bars: components["schemas"]["LatencyBar"][];
            previous: null | components["schemas"]["LatencyBar"][];
            /** Format: date-time */
            previousFrom: string | null;
            /** @description Of the whole range; ascending. */
            histogram: {
                lowMs: number;
                highMs: number;
                /** Format: int64 */
                count: number;
            }[];
            /** @description Counts per bar and row of response times; rows are the same for all bars. */
            heatmap: {
                rows: {
                    lowMs: number;
                    highMs: number;
                }[];
                columns: {
                    /** Format: date-time */
                    at: string;
                    counts: number[];
                }[];
            };
        };
        BreakdownItem: {
            /** @description Value to filter by; empty = none. */
            key: string;
            /** @description Name to show. */
            label: string;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            previousRequests: number | null;
            /** Format: int64 */
            clientErrors: number;
            /** Format: int64 */
            serverErrors: number;
            p50Ms: number | null;
            p95Ms: number | null;
            p99Ms: number | null;
            /** Format: int64 */
            requestBytes: number;
            /** Format: int64 */
            responseBytes: number;
            /** Format: int64 */
            consumers: number;
        };
        BreakdownList: {
            items: components["schemas"]["BreakdownItem"][];
            nextCursor: string | null;
        };
        ResourceSeries: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            stepSeconds: number;
            instances: {
                id: string;
                bars: {
                    /** Format: date-time */
                    at: string;
                    cpuMean: number | null;
                    /** @description Percent of one core. */
                    cpuMax: number | null;
                    /** @description Bytes. */
                    memoryMean: number | null;
                    memoryMax: number | null;
                }[];
            }[];
        };
        Annotation: {
            /** @description Of notes; deploys that were seen have none. */
            id: string | null;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "deploy" | "note";
            label: string;
            /** @description Empty = all. */
            environment: string;
            createdBy: string | null;
        };
        AnnotationList: {
            items: components["schemas"]["Annotation"][];
            nextCursor: string | null;
            /** @description Times in which an alert fired, or in which Gatehouse did not run. */
            periods: {
                /** @enum {string} */
                kind: "alert" | "gap";
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string | null;
                label: string;
                ruleId: string | null;
            }[];
        };
        NewAnnotation: {
            /**
             * Format: date-time
             * @description Now unless given.
             */
            at?: string;
            text: string;
            /** @description All unless given. */
            environment?: string;
        };
        Value: {
            value: string;
            label: string;
            /** Format: int64 */
            count: number;
        };
        ValueList: {
            items: components["schemas"]["Value"][];
            nextCursor: string | null;
        };
        Endpoint: {
            id: string;
            method: string;
            route: string;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            previousRequests: number | null;
            /** Format: int64 */
            clientErrors: number;
            /** Format: int64 */
            serverErrors: number;
            p50Ms: number | null;
            p75Ms: number | null;
            p95Ms: number | null;
            p99Ms: number | null;
            maxMs: number | null;
            apdex: number | null;
            /** @description Its share of the time spent on all requests. */
            timeShare: number | null;
            previousP95Ms: number | null;
            /** Format: int64 */
            requestBytes: number;
            /** Format: int64 */
            responseBytes: number;
            /** Format: int64 */
            consumers: number;
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSeen: string | null;
            flags: ("new" | "never-called" | "new-5xx" | "failing" | "slow")[];
            trend?: number[];
        };
        EndpointList: {
            items: components["schemas"]["Endpoint"][];
            total?: number;
            nextCursor: string | null;
        };
        SizeStats: {
            /** Format: int64 */
            count: number;
            p50: number | null;
            p95: number | null;
            max: number | null;
            histogram: {
                low: number;
                high: number;
                /** Format: int64 */
                count: number;
            }[];
        };
        EndpointDetail: components["schemas"]["Endpoint"] & {
            apdexMs: number;
            /** @description Set on this endpoint; null = the app's. */
            ownApdexMs?: number | null;
            figures: components["schemas"]["Figures"];
            previous: null | components["schemas"]["Figures"];
            requestSizes: components["schemas"]["SizeStats"];
            responseSizes: components["schemas"]["SizeStats"];
        };
        EndpointChange: {
            apdexMs?: number | null;
        };
        Consumer: {
            id: string;
            identifier: string;
            name: string | null;
            group: string | null;
            namePinned: boolean;
            groupPinned: boolean;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            previousRequests: number | null;
            /** Format: int64 */
            errors: number;
            /** Format: int64 */
            clientErrors: number;
            /** Format: int64 */
            serverErrors: number;
            p95Ms: number | null;
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            endpoints: number;
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSeen: string;
            flags: ("new" | "silent" | "erroring")[];
            trend?: number[];
        };
        ConsumerList: {
            items: components["schemas"]["Consumer"][];
            total?: number;
            nextCursor: string | null;
        };
        ConsumerChange: {
            name?: string | null;
            group?: string | null;
            namePinned?: boolean;
            groupPinned?: boolean;
        };
        Group: {
            name: string;
            /** Format: int64 */
            members: number;
            /**
             * Format: int64
             * @description Members with a request in the range.
             */
            active: number;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            errors: number;
            p95Ms: number | null;
            /** Format: int64 */
            bytes: number;
        };
        GroupList: {
            items: components["schemas"]["Group"][];
            nextCursor: string | null;
        };
        GroupRequest: {
            name: string;
        };
        ErrorGroup: {
            id: string;
            /** @enum {string} */
            kind: "exception" | "validation" | "status";
            title: string;
            method: string;
            route: string;
            status: number | null;
            type: string;
            message: string;
            field: string | null;
            /** Format: int64 */
            count: number;
            /** @description Of all errors of the tab. */
            share: number;
            /** Format: int64 */
            consumers: number;
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSeen: string;
            /** @enum {string} */
            state: "new" | "ongoing";
        };
        ErrorList: {
            items: components["schemas"]["ErrorGroup"][];
            nextCursor: string | null;
        };
        ErrorDetail: components["schemas"]["ErrorGroup"] & {
            stacktrace: string | null;
            stepSeconds: number;
            bars: {
                /** Format: date-time */
                at: string;
                /** Format: int64 */
                count: number;
            }[];
            affected: {
                identifier: string;
                name: string | null;
                /** Format: int64 */
                count: number;
            }[];
        };
        Request: {
            id: string;
            environment: string;
            /** Format: date-time */
            at: string;
            method: string;
            route: string;
            url: string;
            status: number;
            consumer: string | null;
            consumerName: string | null;
            consumerGroup: string | null;
            /** @description Id of the API key it was called with. */
            key: string | null;
            keyName: string | null;
            /** @description Why its API key was refused; null = it was not. */
            refusal: string | null;
            durationMs: number | null;
            /** Format: int64 */
            requestBytes: number | null;
            /** Format: int64 */
            responseBytes: number | null;
            clientAddress: string | null;
            traceId: string | null;
            instance: string | null;
            /** @description Of the app that answered; null = not known. */
            version: string | null;
            exception: null | {
                type: string;
                message: string;
                stacktrace: string | null;
            };
            hasLogs: boolean;
            hasTrace: boolean;
            hasBody: boolean;
            /** @description What the server mended; empty = nothing. */
            corrected: string;
            /**
             * @description failed: by an error after the status was sent; aborted: the client went away.
             * @enum {string}
             */
            ending: "complete" | "failed" | "aborted";
            /** @description How many requests it stands for in the counts; 0 = it was counted by itself. */
            weight: number;
        };
        RequestList: {
            items: components["schemas"]["Request"][];
            nextCursor: string | null;
            /**
             * Format: date-time
             * @description How far back the search came when it ended before the range did; narrow the filter or go on with the cursor.
             */
            searchedTo: string | null;
            filterProblems: components["schemas"]["FilterProblem"][];
        };
        RequestStrip: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            stepSeconds: number;
            bars: {
                /** Format: date-time */
                at: string;
                /** Format: int64 */
                successful: number;
                /** Format: int64 */
                redirects: number;
                /** Format: int64 */
                clientErrors: number;
                /** Format: int64 */
                serverErrors: number;
            }[];
            /** Format: date-time */
            searchedTo: string | null;
        };
        SavedView: {
            id: string;
            name: string;
            page: string;
            /** @description The part of the address after the question mark. */
            query: string;
            /** @description The team's; otherwise one's own. */
            team: boolean;
        };
        SavedViewList: {
            items: components["schemas"]["SavedView"][];
            nextCursor: string | null;
        };
        SavedViewRequest: {
            name: string;
            page: string;
            query: string;
            /** @default false */
            team: boolean;
        };
        Share: {
            id: string;
            name: string;
            /** @description How the secret begins. */
            prefix: string;
            env: string;
            /** @description Filter that always applies. */
            q: string;
            /**
             * Format: date-time
             * @description Start of a fixed range.
             */
            from: string | null;
            /** Format: date-time */
            to: string | null;
            /**
             * Format: int64
             * @description Length of a range that ends now.
             */
            rangeMinutes: number | null;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            hasPassword: boolean;
        };
        ShareList: {
            items: components["schemas"]["Share"][];
            nextCursor: string | null;
        };
        ShareRequest: {
            name: string;
            /** @default all */
            env: string;
            /** @default  */
            q: string;
            /** Format: date-time */
            from?: string | null;
            /** Format: date-time */
            to?: string | null;
            rangeMinutes?: number | null;
            expiresInDays: number;
            /** @description Asked of whoever opens the link; null = not asked. */
            password?: string | null;
        };
        CreatedShare: {
            share: components["schemas"]["Share"];
            secret: string;
            /** @description The link. */
            url: string;
        };
        OpenedShare: {
            name: string;
            appName: string;
            env: string;
            q: string;
            /**
             * Format: date-time
             * @description Start of what can be seen at this moment.
             */
            from: string;
            /** Format: date-time */
            to: string;
            fixedRange: boolean;
            /** Format: date-time */
            expiresAt: string;
        };
        /** @description Data of the event `requests`. */
        RequestNews: {
            items: components["schemas"]["Request"][];
            /**
             * Format: int64
             * @description How many more there were.
             */
            skipped: number;
        };
        TraceRequestList: {
            items: (components["schemas"]["Request"] & {
                app: string;
                appName: string;
            })[];
            nextCursor: string | null;
        };
        CountSource: {
            environment: string;
            /** @description null = the whole environment */
            instance: string | null;
            /** @enum {string} */
            source: "counters" | "metrics" | "spans";
            /** Format: date-time */
            firstAt: string;
            /** Format: date-time */
            lastAt: string;
            /**
             * Format: int64
             * @description Requests that it told
             */
            notCounted: number;
        };
        Header: {
            name: string;
            value: string;
        };
        Body: {
            /** @enum {string} */
            state: "none" | "captured" | "too-large" | "masked" | "hidden";
            text: string | null;
            base64: boolean;
        };
        RequestDetail: components["schemas"]["Request"] & {
            /** @description null = you have no right to see them. */
            requestHeaders: null | components["schemas"]["Header"][];
            responseHeaders: null | components["schemas"]["Header"][];
            requestBody: components["schemas"]["Body"];
            responseBody: components["schemas"]["Body"];
            /** @description Null when you have no right to see them. */
            logs: {
                /** Format: date-time */
                at: string;
                level: string;
                message: string;
                logger: string | null;
                file: string | null;
                line: number | null;
            }[] | null;
            spans: {
                id: string;
                parentId: string | null;
                name: string;
                kind: string;
                startOffsetMs: number;
                durationMs: number;
                status: string;
                attributes: Record<string, never>;
            }[];
            /** @description What else the application told about it. */
            attributes: Record<string, never>;
        };
        Instance: {
            id: string;
            environment: string;
            client: string | null;
            versions: {
                [key: string]: string;
            };
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSync: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: int64 */
            clockSkewMs: number | null;
            cpuPercent: number | null;
            /** Format: int64 */
            memoryBytes: number | null;
            /** Format: int64 */
            messages: number;
            /** Format: int64 */
            rejected: number;
            /** Format: int64 */
            corrected: number;
            /**
             * Format: int64
             * @description Sealed by the sender, by what it said last, and not stored yet.
             */
            missingBatches: number;
            online: boolean;
        };
        InstanceList: {
            items: components["schemas"]["Instance"][];
            nextCursor: string | null;
        };
        Outcome: {
            environment: string;
            instance: string | null;
            /** @enum {string} */
            kind: "rejected" | "corrected" | "truncated" | "quarantined";
            reason: string;
            /** @description What it means and what to do. */
            explanation: string;
            hint: string;
            /** Format: int64 */
            count: number;
            /** Format: date-time */
            lastAt: string;
        };
        Ingestion: {
            /** @description What counts come from. A better source of the same service wins. */
            sources: components["schemas"]["CountSource"][];
            outcomes: components["schemas"]["Outcome"][];
            instances: components["schemas"]["Instance"][];
        };
        StorageStatus: {
            /** @description Requests counted per second over the last minute. */
            ingestPerSecond: number;
            /** Format: int64 */
            usedBytes: number;
            /**
             * Format: int64
             * @description Space on the disk for the data directory.
             */
            limitBytes: number | null;
            /** Format: int64 */
            logBytes: number;
            /**
             * Format: int64
             * @description Age of the oldest accepted message that the dashboard does not show yet.
             */
            lagMillis: number;
            healthy: boolean;
            detail: string;
        };
        Backup: {
            id: string;
            /** @description Where it lies on the server's machine. */
            folder: string;
            /**
             * Format: int64
             * @description Size of all files in it. Most are second names of files that are there anyway.
             */
            bytes: number;
        };
        Member: {
            id: string;
            name: string;
            email: string;
            role: components["schemas"]["Role"];
            seesBodies: boolean;
            disabled: boolean;
            /** @description Has one. */
            password: boolean;
            /** @description Has an authenticator app or a passkey. */
            secondFactor: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastSeenAt: string | null;
        };
        MemberList: {
            items: components["schemas"]["Member"][];
            nextCursor: string | null;
        };
        MemberRequest: {
            name: string;
            email: string;
            role: components["schemas"]["Role"];
            password: string;
            seesBodies?: boolean;
        };
        MemberChange: {
            role?: components["schemas"]["Role"];
            seesBodies?: boolean;
            disabled?: boolean;
        };
        Token: {
            id: string;
            name: string;
            prefix: string;
            role: components["schemas"]["Role"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            /** Format: date-time */
            lastUsedAt: string | null;
        };
        TokenList: {
            items: components["schemas"]["Token"][];
            nextCursor: string | null;
        };
        TokenRequest: {
            name: string;
            /** @description At most your own; default viewer. */
            role?: components["schemas"]["Role"];
            /** Format: date-time */
            expiresAt?: string | null;
        };
        CreatedToken: components["schemas"]["Token"] & {
            secret: string;
        };
        RetentionLimits: {
            minuteDays: number;
            hourDays: number;
            dayDays: number;
            requestLogDays: number;
            bodyDays: number;
        };
        Retention: components["schemas"]["RetentionLimits"] & {
            /** @description Space each kind takes at these limits and the rate of the stored days. */
            estimatedBytes: {
                /** Format: int64 */
                minute: number;
                /** Format: int64 */
                hour: number;
                /** Format: int64 */
                day: number;
                /** Format: int64 */
                requestLog: number;
            };
        };
        AuditEntry: {
            id: string;
            /** Format: date-time */
            at: string;
            actor: string;
            action: string;
            target: string;
            /** @description Before and after */
            detail: string;
            address: string;
            hash: string;
        };
        AuditList: {
            items: components["schemas"]["AuditEntry"][];
            nextCursor: string | null;
        };
        AuditVerification: {
            intact: boolean;
            /** Format: int64 */
            entries: number;
            brokenAt: string | null;
        };
        NewMonitor: {
            /** @enum {string} */
            kind: "http" | "tcp" | "tls" | "push" | "heartbeat";
            name: string;
            group?: string;
            intervalSeconds?: number;
            retries?: number;
            url?: string;
            method?: string;
            /** @description Values are kept encrypted and never shown; null keeps what is there. */
            headers?: {
                [key: string]: string | null;
            };
            body?: string;
            /** @description Such as 200-299,304 or 2xx; 200-399 unless told. */
            expectedStatus?: string;
            bodyContains?: string;
            /** @description Such as $.checks[0].state. */
            jsonPath?: string;
            jsonValue?: string;
            latencyLimitMs?: number;
            certificateDays?: number;
            maxRedirects?: number;
            timeoutSeconds?: number;
            host?: string;
            port?: number;
            /** @description Five fields as of cron. */
            schedule?: string;
            zone?: string;
            graceSeconds?: number;
            environment?: string;
            /** @enum {string} */
            expect?: "any" | "every";
        };
        MonitorTerms: {
            /** @enum {string} */
            kind?: "http" | "tcp" | "tls" | "push" | "heartbeat";
            name?: string;
            group?: string;
            intervalSeconds?: number;
            retries?: number;
            url?: string;
            method?: string;
            /** @description Values are kept encrypted and never shown; null keeps what is there. */
            headers?: {
                [key: string]: string | null;
            };
            body?: string;
            /** @description Such as 200-299,304 or 2xx; 200-399 unless told. */
            expectedStatus?: string;
            bodyContains?: string;
            /** @description Such as $.checks[0].state. */
            jsonPath?: string;
            jsonValue?: string;
            latencyLimitMs?: number;
            certificateDays?: number;
            maxRedirects?: number;
            timeoutSeconds?: number;
            host?: string;
            port?: number;
            /** @description Five fields as of cron. */
            schedule?: string;
            zone?: string;
            graceSeconds?: number;
            environment?: string;
            /** @enum {string} */
            expect?: "any" | "every";
        };
        Monitor: {
            id: string;
            /** @enum {string} */
            kind: "http" | "tcp" | "tls" | "push" | "heartbeat";
            name: string;
            group: string;
            intervalSeconds: number;
            retries: number;
            /** @enum {string} */
            state: "up" | "down" | "unknown" | "paused" | "maintenance";
            /** Format: date-time */
            since: string;
            cause: string;
            /** Format: date-time */
            lastCheckAt: string | null;
            /** Format: date-time */
            certificateUntil: string | null;
            /** Format: date-time */
            lastSignalAt: string | null;
            /** @description Share that was up in the last 1, 7, 30 and 90 days. */
            uptimes: (number | null)[];
            /** @description The last 24 hours in 60 parts. */
            segments: ("up" | "down" | "maintenance" | "none")[];
            /** @description Milliseconds in each of these parts. */
            latencies: (number | null)[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            url: string | null;
            method: string | null;
            body: string | null;
            expectedStatus: string | null;
            bodyContains: string | null;
            jsonPath: string | null;
            jsonValue: string | null;
            host: string | null;
            schedule: string | null;
            zone: string | null;
            environment: string | null;
            expect: string | null;
            latencyLimitMs: number | null;
            certificateDays: number | null;
            maxRedirects: number | null;
            timeoutSeconds: number | null;
            port: number | null;
            graceSeconds: number | null;
            headerNames: string[] | null;
        };
        CreatedMonitor: {
            id: string;
            /** @enum {string} */
            kind: "http" | "tcp" | "tls" | "push" | "heartbeat";
            name: string;
            group: string;
            intervalSeconds: number;
            retries: number;
            /** @enum {string} */
            state: "up" | "down" | "unknown" | "paused" | "maintenance";
            /** Format: date-time */
            since: string;
            cause: string;
            /** Format: date-time */
            lastCheckAt: string | null;
            /** Format: date-time */
            certificateUntil: string | null;
            /** Format: date-time */
            lastSignalAt: string | null;
            /** @description Share that was up in the last 1, 7, 30 and 90 days. */
            uptimes: (number | null)[];
            /** @description The last 24 hours in 60 parts. */
            segments: ("up" | "down" | "maintenance" | "none")[];
            /** @description Milliseconds in each of these parts. */
            latencies: (number | null)[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            url: string | null;
            method: string | null;
            body: string | null;
            expectedStatus: string | null;
            bodyContains: string | null;
            jsonPath: string | null;
            jsonValue: string | null;
            host: string | null;
            schedule: string | null;
            zone: string | null;
            environment: string | null;
            expect: string | null;
            latencyLimitMs: number | null;
            certificateDays: number | null;
            maxRedirects: number | null;
            timeoutSeconds: number | null;
            port: number | null;
            graceSeconds: number | null;
            headerNames: string[] | null;
            /** @description What the job calls; told once. */
            pushUrl?: string;
        };
        MonitorList: {
            items: components["schemas"]["Monitor"][];
            nextCursor: string | null;
        };
        Check: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            outcome: "up" | "down" | "maintenance";
            cause: string;
            status: number | null;
            dnsMs: number | null;
            connectMs: number | null;
            tlsMs: number | null;
            firstByteMs: number | null;
            totalMs: number | null;
        };
        CheckList: {
            items: components["schemas"]["Check"][];
            nextCursor: string | null;
        };
        CheckSeries: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            stepSeconds: number;
            bars: components["schemas"]["CheckBar"][];
        };
        CheckBar: {
            /** Format: date-time */
            at: string;
            up: number;
            down: number;
            maintenance: number;
            dnsMs: number | null;
            connectMs: number | null;
            tlsMs: number | null;
            firstByteMs: number | null;
            totalMs: number | null;
        };
        Incident: {
            id: string;
            monitorId: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt: string | null;
            cause: string;
        };
        IncidentList: {
            items: components["schemas"]["Incident"][];
            nextCursor: string | null;
        };
        NewQuietTime: {
            /** @enum {string} */
            kind: "maintenance" | "silence";
            name: string;
            /** @description Ids of monitors, or of rules; empty = all. */
            targets?: string[];
            /** Format: date-time */
            startsAt?: string;
            /** Format: date-time */
            endsAt: string;
            /** @enum {string} */
            repeats?: "never" | "daily" | "weekly";
        };
        QuietTime: {
            id: string;
            /** @enum {string} */
            kind: "maintenance" | "silence";
            name: string;
            /** @description Ids of monitors, or of rules; empty = all. */
            targets: string[];
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string;
            /** @enum {string} */
            repeats: "never" | "daily" | "weekly";
            active: boolean;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
        };
        QuietTimeList: {
            items: components["schemas"]["QuietTime"][];
            nextCursor: string | null;
        };
        StatusPageTerms: {
            /** @description Part of the public address; the id of the app unless given. */
            slug?: string;
            title?: string;
            about?: string;
            color?: string;
            published?: boolean;
            components?: {
                monitorId: string;
                /** @description That of the monitor unless given. */
                name?: string;
                group?: string;
                /** @description Response times are shown; of at most 10 components. */
                latency?: boolean;
            }[];
        };
        StatusPage: {
            id: string;
            slug: string;
            title: string;
            about: string;
            color: string;
            published: boolean;
            /** @description Where the public reads it. Below it are feed.atom, badge.svg, and badge/<id of a component>.svg. */
            url: string;
            components: {
                id: string;
                monitorId: string;
                monitorName: string;
                name: string;
                group: string;
                latency: boolean;
            }[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            changedAt: string;
        };
        StatusPageList: {
            items: components["schemas"]["StatusPage"][];
            nextCursor: string | null;
        };
        NewStatusPost: {
            /** @enum {string} */
            kind: "incident" | "maintenance";
            title: string;
            /** @enum {string} */
            impact?: "none" | "degraded" | "outage";
            /** @description Ids of components; empty = all. */
            components?: string[];
            /**
             * Format: date-time
             * @description Now unless given.
             */
            startsAt?: string;
            /**
             * Format: date-time
             * @description Of maintenance only.
             */
            endsAt?: string;
            /** @description Monitors of the components are in maintenance meanwhile, and nobody is alerted; so unless false is given. */
            quiet?: boolean;
            /** @enum {string} */
            state?: "investigating" | "identified" | "monitoring" | "resolved" | "scheduled" | "started" | "completed";
            text: string;
        };
        StatusPostTerms: {
            title?: string;
            /** @enum {string} */
            impact?: "none" | "degraded" | "outage";
            /** @description Ids of components; empty = all. */
            components?: string[];
            /** Format: date-time */
            startsAt?: string;
            /** Format: date-time */
            endsAt?: string;
        };
        NewStatusUpdate: {
            /** @enum {string} */
            state?: "investigating" | "identified" | "monitoring" | "resolved" | "scheduled" | "started" | "completed";
            text: string;
        };
        StatusPost: {
            id: string;
            /** @enum {string} */
            kind: "incident" | "maintenance";
            title: string;
            /** @enum {string} */
            impact: "none" | "degraded" | "outage";
            /** @description Ids of components; empty = all. */
            components: string[];
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string | null;
            /** @enum {string} */
            state: "investigating" | "identified" | "monitoring" | "resolved" | "scheduled" | "started" | "completed";
            quiet: boolean;
            updates: {
                id: string;
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                state: "investigating" | "identified" | "monitoring" | "resolved" | "scheduled" | "started" | "completed";
                text: string;
                createdBy: string;
            }[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
        };
        StatusPostList: {
            items: components["schemas"]["StatusPost"][];
            nextCursor: string | null;
        };
        Overview: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** Format: date-time */
            compareFrom: string;
            /** Format: date-time */
            compareTo: string;
            current: components["schemas"]["Figures"];
            previous: components["schemas"]["Figures"] | null;
            up: components["schemas"]["Up"];
            /** @description There was something to compare with. */
            compared: boolean;
            /** @description Nothing changed by more than a tenth. */
            unchanged: boolean;
            changes: components["schemas"]["Change"][];
        };
        Up: {
            monitors: number;
            down: number;
            /** @description Share of checks that were up. */
            uptime: number | null;
            previousUptime: number | null;
        };
        Change: {
            /** @enum {string} */
            kind: "monitor-down" | "errors" | "client-errors" | "new-exception" | "latency" | "consumer-silent" | "consumer-growth" | "new-consumers" | "new-endpoint" | "traffic" | "deploy";
            /** @enum {string} */
            tone: "bad" | "good" | "plain";
            /** @description A sentence without its stop. */
            text: string;
            /** @description Page of the app that shows it, with the id behind it and the search parameters. */
            page: string;
            id: string | null;
            search: {
                [key: string]: string;
            };
        };
        Objective: {
            /**
             * @description Good is a request without 5xx, or one that took at most thresholdMs.
             * @enum {string}
             */
            kind: "availability" | "latency";
            targetPercent: number;
            /** @enum {integer} */
            windowDays: 7 | 28 | 30;
            /** @description Absent = all. */
            environment?: string | null;
            filter?: string | null;
            thresholdMs?: number | null;
        };
        NewSlo: {
            name: string;
            objective: components["schemas"]["Objective"];
        };
        SloTerms: {
            name?: string;
            objective?: components["schemas"]["Objective"];
        };
        Slo: {
            id: string;
            name: string;
            objective: components["schemas"]["Objective"];
            words: string;
            /**
             * Format: int64
             * @description Those that count.
             */
            requests: number;
            /** Format: int64 */
            bad: number;
            /** @description Share of requests. */
            good: number | null;
            /** @description Share of what may be bad; below 0 = more was. */
            budgetLeft: number | null;
            /** @description How fast the budget was spent in the last hour; 1 = it just lasts. */
            burnHour: number | null;
            burnSixHours: number | null;
            rules: {
                id: string;
                name: string;
            }[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            changedAt: string;
        };
        SloList: {
            items: components["schemas"]["Slo"][];
            nextCursor: string | null;
        };
        SloDetail: {
            id: string;
            name: string;
            objective: components["schemas"]["Objective"];
            words: string;
            /**
             * Format: int64
             * @description Those that count.
             */
            requests: number;
            /** Format: int64 */
            bad: number;
            /** @description Share of requests. */
            good: number | null;
            /** @description Share of what may be bad; below 0 = more was. */
            budgetLeft: number | null;
            /** @description How fast the budget was spent in the last hour; 1 = it just lasts. */
            burnHour: number | null;
            burnSixHours: number | null;
            rules: {
                id: string;
                name: string;
            }[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            changedAt: string;
            points: {
                /** Format: date-time */
                at: string;
                budgetLeft: number;
            }[];
        };
        Report: {
            /** @enum {string} */
            every: "week" | "month";
            /**
             * Format: date
             * @description First day of the period.
             */
            at: string;
            title: string;
            previousTitle: string;
            /** Format: date */
            previousAt: string;
            /** Format: date */
            nextAt: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @description The period has ended. */
            over: boolean;
            current: components["schemas"]["Figures"];
            previous: null | components["schemas"]["Figures"];
            up: components["schemas"]["Up"];
            unchanged: boolean;
            changes: components["schemas"]["Change"][];
            endpoints: {
                endpoint: string;
                /** Format: int64 */
                requests: number;
                /** Format: int64 */
                previousRequests: number | null;
                /** Format: int64 */
                serverErrors: number;
                p95Ms: number | null;
            }[];
            errors: {
                id: string;
                title: string;
                endpoint: string;
                /** Format: int64 */
                count: number;
                isNew: boolean;
            }[];
            outages: number;
            /** Format: int64 */
            outageMillis: number;
            alerts: number;
        };
        NewReportSubscription: {
            /**
             * Format: email
             * @description The caller's own unless given.
             */
            email?: string;
            /** @enum {string} */
            every?: "week" | "month";
            /** @description Of the reader, such as Europe/Berlin; UTC unless given. */
            zone?: string;
            /** @description All unless given. */
            environment?: string;
        };
        ReportSubscription: {
            id: string;
            email: string;
            /** @enum {string} */
            every: "week" | "month";
            zone: string;
            environment: string;
            /** @description false = the reader has unsubscribed, or it was stopped. */
            active: boolean;
            /** Format: date-time */
            nextAt: string;
            /** Format: date-time */
            sentAt: string | null;
            answer: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
        };
        ReportSubscriptionList: {
            items: components["schemas"]["ReportSubscription"][];
            nextCursor: string | null;
        };
        NewChannel: {
            /** @enum {string} */
            kind: "email" | "webhook" | "slack" | "teams" | "discord" | "pagerduty" | "opsgenie" | "ntfy";
            name: string;
            /** @description email: to. webhook: url, secret. slack, teams, discord: url. pagerduty: routingKey, region. opsgenie: apiKey, region. ntfy: url, topic, token. */
            config: {
                [key: string]: string | null;
            };
            enabled?: boolean;
        };
        ChannelTerms: {
            /** @enum {string} */
            kind?: "email" | "webhook" | "slack" | "teams" | "discord" | "pagerduty" | "opsgenie" | "ntfy";
            name?: string;
            /** @description email: to. webhook: url, secret. slack, teams, discord: url. pagerduty: routingKey, region. opsgenie: apiKey, region. ntfy: url, topic, token. */
            config?: {
                [key: string]: string | null;
            };
            enabled?: boolean;
        };
        Channel: {
            id: string;
            /** @enum {string} */
            kind: "email" | "webhook" | "slack" | "teams" | "discord" | "pagerduty" | "opsgenie" | "ntfy";
            name: string;
            enabled: boolean;
            config: {
                [key: string]: string;
            };
            /** @description Names of fields that are kept encrypted. */
            secrets: string[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
        };
        CreatedChannel: {
            id: string;
            /** @enum {string} */
            kind: "email" | "webhook" | "slack" | "teams" | "discord" | "pagerduty" | "opsgenie" | "ntfy";
            name: string;
            enabled: boolean;
            config: {
                [key: string]: string;
            };
            /** @description Names of fields that are kept encrypted. */
            secrets: string[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** @description With which webhooks are signed; told once. */
            secret?: string;
        };
        ChannelList: {
            items: components["schemas"]["Channel"][];
            nextCursor: string | null;
        };
        Condition: {
            /** @enum {string} */
            metric: "requests" | "request_rate" | "errors" | "error_rate" | "client_errors" | "client_error_rate" | "server_errors" | "server_error_rate" | "p50" | "p95" | "p99" | "apdex" | "request_bytes" | "response_bytes" | "consumers" | "burn_rate" | "monitor_down" | "certificate_expiring" | "new_exception" | "regression" | "consumer_silent" | "consumer_spike" | "key_expiring" | "key_unused" | "key_guessing" | "key_new_network" | "key_refusals" | "ingest_problems";
            environment?: string | null;
            filter?: string | null;
            /** @description above, below; rise, fall: in percent against the same time last week. */
            comparison?: string | null;
            threshold?: number | null;
            windowMinutes?: number | null;
            forMinutes?: number | null;
            recoverMinutes?: number | null;
            /** @description keep, ok or alert. */
            noData?: string | null;
            minRequests?: number | null;
            /** @description Ids of monitors or identifiers of consumers; absent = all. */
            targets?: string[] | null;
            days?: number | null;
            /** @description Id of the objective whose error budget burns, of burn_rate only. */
            slo?: string | null;
            /** @description How fast the budget may burn, of burn_rate only; both windows have to show it. Unless given 14.4 × over 60 and 5 minutes, and 6 × over 360 and 30. */
            windows?: {
                longMinutes: number;
                shortMinutes: number;
                factor: number;
            }[] | null;
        };
        NewRule: {
            name: string;
            /** @enum {string} */
            severity?: "critical" | "warning" | "info";
            enabled?: boolean;
            condition: components["schemas"]["Condition"];
            /** @description Ids. */
            channels?: string[];
        };
        RuleTerms: {
            name?: string;
            /** @enum {string} */
            severity?: "critical" | "warning" | "info";
            enabled?: boolean;
            condition?: components["schemas"]["Condition"];
            /** @description Ids. */
            channels?: string[];
        };
        Rule: {
            id: string;
            name: string;
            /** @enum {string} */
            severity: "critical" | "warning" | "info";
            enabled: boolean;
            condition: components["schemas"]["Condition"];
            /** @description The condition for people. */
            words: string;
            unit: string;
            channels: string[];
            /** @enum {string} */
            state: "firing" | "pending" | "no-data" | "ok" | "off";
            /** Format: date-time */
            since: string | null;
            value: number | null;
            /** Format: date-time */
            evaluatedAt: string | null;
            /** @description How many things it fires for. */
            firing: number;
            silenced: boolean;
            /** Format: date-time */
            lastFiredAt: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            changedAt: string;
        };
        RuleList: {
            items: components["schemas"]["Rule"][];
            nextCursor: string | null;
        };
        RuleTemplate: {
            id: string;
            name: string;
            /** @enum {string} */
            severity: "critical" | "warning" | "info";
            condition: components["schemas"]["Condition"];
            words: string;
        };
        RuleTemplateList: {
            items: components["schemas"]["RuleTemplate"][];
            nextCursor: string | null;
        };
        Backtest: {
            /** @description False when nothing is stored that would tell. */
            possible: boolean;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /**
             * Format: date-time
             * @description Earlier steps are hours.
             */
            exactFrom: string;
            words: string;
            unit: string;
            firings: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string | null;
                peak: number | null;
                label: string;
            }[];
            points: {
                /** Format: date-time */
                at: string;
                value: number | null;
            }[];
        };
        Delivery: {
            id: string;
            channelId: string;
            channelName: string;
            /** @enum {string} */
            state: "waiting" | "delivered" | "failed";
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            /** Format: date-time */
            nextAt: string | null;
            answer: string;
        };
        Alert: {
            id: string;
            ruleId: string;
            ruleName: string;
            incident: string;
            subject: string;
            label: string;
            /** @enum {string} */
            severity: "critical" | "warning" | "info";
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt: string | null;
            value: number | null;
            peak: number | null;
            silenced: boolean;
            detail: string;
            /** Format: date-time */
            acknowledgedAt: string | null;
            acknowledgedBy: string;
            note: string;
            deliveries: components["schemas"]["Delivery"][];
        };
        AlertList: {
            items: components["schemas"]["Alert"][];
            nextCursor: string | null;
        };
    };
    responses: {
        /** @description What went wrong (RFC 9457). */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Id of the app. */
        App: string;
        Id: string;
        /** @description Secret of the share link. */
        Share: string;
        /** @description Environment; `all` or absent = all. */
        Env: string;
        /** @description Start of the range; default 24 hours ago. */
        From: string;
        /** @description End of the range */
        To: string;
        /** @description Start of the range to compare with. */
        CompareFrom: string;
        /** @description End of the range to compare with. */
        CompareTo: string;
        /** @description Filter. */
        Q: string;
        /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
        Step: number;
        /** @description Time zone in which days begin. */
        Zone: string;
        Limit: number;
        Cursor: string;
        Dir: "asc" | "desc";
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getServer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Server"];
                };
            };
        };
    };
    setUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupRequest"];
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The password is right; the second factor is asked for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInStep"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    signInWithCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInCode"];
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    askPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A challenge for one answer within five minutes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyQuestion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signInWithPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyAnswer"];
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getProofMethods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Methods. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofMethods"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    prove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProofRequest"];
            };
        };
        responses: {
            /** @description Shown. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proof"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    askPasskeyForProof: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A challenge. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyQuestion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signInByProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderDeparture"];
            };
        };
        responses: {
            /** @description An address. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redirection"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    arriveFromProvider: {
        parameters: {
            query?: {
                code?: string;
                state?: string;
                iss?: string;
                error?: string;
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the dashboard; /signin?problem=… when nobody is in. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    proveByProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProofDeparture"];
            };
        };
        responses: {
            /** @description An address. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redirection"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sessions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your profile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileChange"];
            };
        };
        responses: {
            /** @description Your profile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getFactors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Factors. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Factors"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    prepareTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreparedTotp"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    confirmTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpCode"];
            };
        };
        responses: {
            /** @description It counts from now on. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The codes */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    askForNewPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A challenge for one answer within five minutes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyCreation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasskey"];
            };
        };
        responses: {
            /** @description Added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedPasskey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    renamePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyChange"];
            };
        };
        responses: {
            /** @description Renamed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accounts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    linkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkRequest"];
            };
        };
        responses: {
            /** @description An address. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redirection"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    unlinkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Disconnected. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getInvited: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitedRequest"];
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedInvitation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    askInvitedForPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitedName"];
            };
        };
        responses: {
            /** @description A challenge. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyCreation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listApps: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Apps with figures of the last 24 hours. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createApp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppRequest"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The app. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppChange"];
            };
        };
        responses: {
            /** @description The app. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listEnvironments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Environments; most traffic first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvironmentList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateEnvironment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                env: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnvironmentChange"];
            };
        };
        responses: {
            /** @description The environment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Environment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listClientIds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Client ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientIdList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rotateClientId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientId"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeClientId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listIngestKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ingest keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestKeyList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createIngestKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedIngestKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeIngestKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getSdkSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SdkSettings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setSdkSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SdkSettings"];
            };
        };
        responses: {
            /** @description Settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SdkSettings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRedaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rules. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redaction"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setRedaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rules: components["schemas"]["SdkRedactionRule"][];
                };
            };
        };
        responses: {
            /** @description Rules. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redaction"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getLikelySecrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Places. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikelySecrets"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewRedaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SdkRedactionRule"];
            };
        };
        responses: {
            /** @description Matches and cost. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedactionPreview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rewriteStoredRequests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Started or under way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedactionJob"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Onboarding. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Start"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSummary: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSeries: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bars. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getLatency: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response times. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Latency"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getBreakdown: {
        parameters: {
            query: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
                by: "endpoint" | "prefix" | "method" | "status" | "consumer" | "group" | "environment";
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreakdownList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getResources: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bars per instance. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceSeries"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listAnnotations: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Annotations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnnotationList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createAnnotation: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAnnotation"];
            };
        };
        responses: {
            /** @description Noted. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Annotation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteAnnotation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listValues: {
        parameters: {
            query: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                field: "status" | "method" | "path" | "endpoint" | "consumer" | "consumer.group";
                prefix?: string;
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Values. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValueList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listEndpoints: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
                sort?: "requests" | "change" | "clientErrors" | "serverErrors" | "p50" | "p95" | "p99" | "time" | "responseBytes" | "consumers" | "endpoint" | "firstSeen" | "lastSeen";
                dir?: components["parameters"]["Dir"];
                state?: "all" | "called" | "unused" | "new" | "failing" | "slow";
                /** @description Add a small trend to each item. */
                trend?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Endpoints. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getEndpoint: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateEndpoint: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointChange"];
            };
        };
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listConsumers: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
                sort?: "requests" | "errors" | "errorRate" | "p95" | "bytes" | "endpoints" | "firstSeen" | "lastSeen" | "identifier";
                dir?: components["parameters"]["Dir"];
                /** @description Part of identifier or name. */
                search?: string;
                flag?: "all" | "new" | "silent" | "erroring";
                trend?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Consumers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsumerList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getConsumer: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Percent-encoded identifier. */
                identifier: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The consumer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateConsumer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Percent-encoded identifier. */
                identifier: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsumerChange"];
            };
        };
        responses: {
            /** @description The consumer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    eraseConsumer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                identifier: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing of it is left in the data directory. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listGroups: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Groups; most requests first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupRequest"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Percent-encoded name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    renameGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Percent-encoded name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupRequest"];
            };
        };
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listErrors: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
                tab?: "all" | "server" | "validation" | "client";
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Error groups; most errors first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getError: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The error group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRequests: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Recorded requests; newest first. A search that takes long ends early and tells how far back it came. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRequestStrip: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bars with requests; oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestStrip"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    streamRequests: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listTraceRequests: {
        parameters: {
            query?: {
                /** @description About when; 24 hours around it are searched. Now when left out. */
                at?: string;
            };
            header?: never;
            path: {
                /** @description 32 hexadecimal digits. */
                trace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests; oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TraceRequestList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRequest: {
        parameters: {
            query?: {
                /** @description When it began as the list tells it; finds an old one faster. */
                at?: string;
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Saved views; oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewRequest"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    query?: string;
                };
            };
        };
        responses: {
            /** @description The view. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getRequestFields: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Such as req.header.x-tenant, res.body.order.id or attr.plan. */
                    fields: string[];
                    requests: {
                        id: string;
                        /** Format: date-time */
                        at: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Values in the order of the fields; null where a request has none. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            values: (string | null)[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listShares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Share links; newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareRequest"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedShare"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked; the link shows nothing from now on. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    openShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the link shows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedShare"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    unlockShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Open for a while. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        proof: string;
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSharedSummary: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
            };
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSharedSeries: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSharedBreakdown: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                by?: "endpoint" | "prefix" | "method" | "status" | "consumer" | "group" | "environment";
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreakdownList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSharedRequests: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSharedRequestStrip: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Secret of the share link. */
                share: components["parameters"]["Share"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestStrip"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listInstances: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Instances; latest sign of life first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getIngestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Outcomes by reason. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ingestion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStorage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ingest rate and space. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageStatus"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeDemo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    createBackup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The copy. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backup"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteBackup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Members. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createMember: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberRequest"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            /** @description The member. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resetFactors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getSignInPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInPolicy"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setSignInPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInPolicyRequest"];
            };
        };
        responses: {
            /** @description The policy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInPolicy"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSignInProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Providers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInProviderList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createSignInProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSignInProvider"];
            };
        };
        responses: {
            /** @description Added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInProvider"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteSignInProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateSignInProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInProviderChange"];
            };
        };
        responses: {
            /** @description The provider. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInProvider"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    testSignInProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInProviderTest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Invitations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationRequest"];
            };
        };
        responses: {
            /** @description Invited. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentInvitation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    resendInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentInvitation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description Created; the secret is shown only here. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedToken"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How long each kind of data is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetentionLimits"];
            };
        };
        responses: {
            /** @description How long each kind of data is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries; newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    verifyAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description Part of name, consumer, external id, tag, or of how a secret begins. */
                search?: string;
                /** @description Only keys that can be used and were used, but not for 90 days; that were never used; that expire within 14 days; or of which an old secret is still used. */
                attention?: "all" | "unused" | "never" | "expiring" | "oldSecret";
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Made by an earlier request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getKeySigner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        publicKey: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setApiKeyStates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                    /** @enum {string} */
                    state: "active" | "disabled" | "revoked";
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description How many changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listKeySignals: {
        parameters: {
            query?: {
                kind?: "all" | "guessing" | "network" | "agent" | "route";
                /** @description Id of a key; needed for routes. */
                key?: string;
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySignalList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    importApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys?: components["schemas"]["ImportedApiKey"][];
                    /** @description The same as CSV with a header; lists are separated by blanks. */
                    csv?: string;
                    /** @description Only says what would happen. */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description What became of each row. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listKeyDefaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["KeyDefault"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getKeyDefault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description For whose keys. */
                level: "consumer" | "group";
                /** @description Identifier of the consumer, or name of the group. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyDefault"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setKeyDefault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description For whose keys. */
                level: "consumer" | "group";
                /** @description Identifier of the consumer, or name of the group. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    limits: components["schemas"]["ApiKeyLimit"][];
                };
            };
        };
        responses: {
            /** @description Limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyDefault"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listKeyRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Roles. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyRoleList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setKeyRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    items: components["schemas"]["KeyRole"][];
                };
            };
        };
        responses: {
            /** @description Roles. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyRoleList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listKeyPeppers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Peppers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPeppers"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rotateKeyPepper: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPeppers"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyTerms"];
            };
        };
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listApiKeyAudit: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries; newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 24 */
                    overlapHours?: number;
                };
            };
        };
        responses: {
            /** @description Rotated. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    disableApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    enableApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the key. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Id of a key; absent = all. */
                key?: string;
                /** @description Identifier; absent = all. */
                consumer?: string;
                /** @description What rows are told apart by: a list of key, consumer, endpoint, refusal, version. */
                by?: string;
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Usage. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getUsageSeries: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Id of a key; absent = all. */
                key?: string;
                /** @description Identifier; absent = all. */
                consumer?: string;
                /** @description Length of a bar in seconds: whole minutes that divide an hour, hours that divide a day, or whole days. Default: 60 to 120 bars. */
                step?: components["parameters"]["Step"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bars. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageSeries"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getUsageCsv: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Id of a key; absent = all. */
                key?: string;
                /** @description Identifier; absent = all. */
                consumer?: string;
                /** @description What rows are told apart by: a list of key, consumer, endpoint, refusal, version. */
                by?: string;
                /** @description A row for the whole range, or for each day or minute (UTC). */
                per?: "range" | "day" | "minute";
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV (RFC 4180). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMonitors: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Monitors. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitorList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createMonitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMonitor"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedMonitor"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setMonitorStates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                    paused: boolean;
                };
            };
        };
        responses: {
            /** @description How many changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMonitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The monitor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Monitor"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteMonitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateMonitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MonitorTerms"];
            };
        };
        responses: {
            /** @description The monitor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Monitor"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    pauseMonitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The monitor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Monitor"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resumeMonitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The monitor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Monitor"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listChecks: {
        parameters: {
            query?: {
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Checks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCheckSeries: {
        parameters: {
            query?: {
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bars. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckSeries"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMonitorIncidents: {
        parameters: {
            query?: {
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the monitor. */
                monitor: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Incidents. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listIncidents: {
        parameters: {
            query?: {
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Incidents. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    pushByGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Secret in the address of the monitor. */
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Noted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        monitor: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    push: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Secret in the address of the monitor. */
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Noted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        monitor: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listQuietTimes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Quiet times. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuietTimeList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createQuietTime: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQuietTime"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuietTime"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endQuietTime: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listStatusPages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusPageList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createStatusPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusPageTerms"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStatusPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteStatusPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateStatusPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusPageTerms"];
            };
        };
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listStatusPosts: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Posts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusPostList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createStatusPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStatusPost"];
            };
        };
        responses: {
            /** @description Told. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusPost"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteStatusPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
                /** @description Id of the post. */
                post: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateStatusPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
                /** @description Id of the post. */
                post: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusPostTerms"];
            };
        };
        responses: {
            /** @description The post. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusPost"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addStatusUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the status page. */
                page: string;
                /** @description Id of the post. */
                post: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStatusUpdate"];
            };
        };
        responses: {
            /** @description Told. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusPost"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOverview: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Filter. */
                q?: components["parameters"]["Q"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
                /** @description Start of the range to compare with. */
                compareFrom?: components["parameters"]["CompareFrom"];
                /** @description End of the range to compare with. */
                compareTo?: components["parameters"]["CompareTo"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The overview. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSlos: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Objectives. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SloList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createSlo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSlo"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SloDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSlo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the objective. */
                slo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The objective. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SloDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteSlo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the objective. */
                slo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateSlo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the objective. */
                slo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SloTerms"];
            };
        };
        responses: {
            /** @description The objective. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SloDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReport: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
                every?: "week" | "month";
                /** @description A day of the period; absent = the last one that is over. */
                at?: string;
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listReports: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Subscriptions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportSubscriptionList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReportSubscription"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportSubscription"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the report. */
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the report. */
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description The subscription. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportSubscription"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sendReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the report. */
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivered: boolean;
                        answer: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Channels. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createChannel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChannel"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedChannel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the channel. */
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the channel. */
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelTerms"];
            };
        };
        responses: {
            /** @description The channel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    testChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the channel. */
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivered: boolean;
                        answer: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rules. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRule"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRuleTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Templates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleTemplateList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    backtestRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    condition: components["schemas"]["Condition"];
                };
            };
        };
        responses: {
            /** @description When. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backtest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the rule. */
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rule. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the rule. */
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the rule. */
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleTerms"];
            };
        };
        responses: {
            /** @description The rule. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                state?: "all" | "open";
                /** @description Id of a rule; absent = all. */
                rule?: string;
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alerts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the alert. */
                alert: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    acknowledgeAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the alert. */
                alert: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                };
            };
        };
        responses: {
            /** @description The alert. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    exportUsage: {
        parameters: {
            query?: {
                /** @description Environment; `all` or absent = all. */
                env?: components["parameters"]["Env"];
                /** @description Start of the range; default 24 hours ago. */
                from?: components["parameters"]["From"];
                /** @description End of the range */
                to?: components["parameters"]["To"];
                /** @description Id of a key; absent = all. */
                key?: string;
                /** @description Identifier; absent = all. */
                consumer?: string;
                /** @description What rows are told apart by: a list of key, consumer, endpoint, refusal, version. */
                by?: string;
                /** @description A row for the whole range, or for each day or minute (UTC). */
                per?: "range" | "day" | "minute";
                format?: "csv" | "jsonl" | "parquet";
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listStatements: {
        parameters: {
            query?: {
                /** @description Such as 2026-11; default the last one. */
                month?: string;
                /** @description Time zone in which days begin. */
                zone?: components["parameters"]["Zone"];
                /** @description Identifier; absent = all. */
                consumer?: string;
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Statements. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    finaliseStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStatement"];
            };
        };
        responses: {
            /** @description The statement. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    finaliseStatements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStatements"];
            };
        };
        responses: {
            /** @description How many. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementsMade"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statement. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recomputeStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecomputedStatement"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStatementCsv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV (RFC 4180). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStatementJsonLines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    adjustStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description The statement. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    amendStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Amendment"];
            };
        };
        responses: {
            /** @description The statement. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    voidStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
                /** @description Id of the statement, or of a draft. */
                statement: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The statement. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listQueryViews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Views. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryViews"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    query: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the app. */
                app: components["parameters"]["App"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Query"];
            };
        };
        responses: {
            /** @description Rows, or the file that was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryResult"];
                    "text/csv": string;
                    "application/x-ndjson": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
